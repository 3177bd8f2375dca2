using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MeshGate.Core.Policy;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Snapshots;

namespace MeshGate.Operator.Topology;

/// <summary>Assignments between the planner's form and the API's.</summary>
public static class AssignmentTranslator
{
    // What was read from the API is never changed, and of a thousand objects few are new in a pass; nor is what was planned, of which few
    // is new in a plan, nor a planned member, which stands in the lists of a hundred.
    private static readonly ConditionalWeakTable<MeshNodeAssignment, NodeAssignment> AlreadyRead = [];
    private static readonly ConditionalWeakTable<NodeAssignment, MeshNodeAssignment> AlreadyTranslated = [];
    private static readonly ConditionalWeakTable<PlanMember, MeshMember> AlreadyWritten = [];

    /// <summary>The API's form of a planned assignment.</summary>
    public static MeshNodeAssignment ToEntity(NodeAssignment assignment)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        return AlreadyTranslated.GetValue(assignment, Translate);
    }

    private static MeshNodeAssignment Translate(NodeAssignment assignment)
    {
        NodeSettings settings = assignment.Settings;
        return new MeshNodeAssignment
        {
            Revision = assignment.Revision,
            Segment = assignment.Segment.Length > 0 ? assignment.Segment : null,
            Topology = assignment.Segment.Length > 0 ? assignment.Topology : null,
            Role = assignment.Segment.Length > 0 ? assignment.Role : null,
            Members = Members(assignment.Members),
            Relays = assignment.Relays.IsEmpty ? null : Members(assignment.Relays),
            Pinned = assignment.Pinned.IsEmpty ? null : assignment.Pinned,
            Serves = assignment.Serves is { } serves
                ? new RelayService { Segments = serves.Segment.Length > 0 ? [serves.Segment] : [], Ports = new PortRange { First = serves.FirstPort, Last = serves.LastPort } }
                : null,
            Settings = new EffectiveSettings
            {
                MeshCIDRs = settings.MeshCidrs,
                Mtu = settings.Mtu,
                StunServers = settings.StunServers,
                KeepAliveInterval = MeshDuration.Format(settings.KeepAliveInterval),
                DiscoveryInterval = MeshDuration.Format(settings.DiscoveryInterval),
                PortMapping = settings.PortMapping,
                Relay = settings.NatTraversal.Relay,
                HeartbeatInterval = MeshDuration.Format(settings.HeartbeatInterval),
                CheckTimeout = MeshDuration.Format(settings.NatTraversal.Timeout),
                CheckRetries = settings.NatTraversal.MaxRetries,
                HolePunching = settings.NatTraversal.HolePunching,
                Connections = Connections(settings.Connections),
                Failover = Failover(settings.Failover),
                LoadBalancer = LoadBalancer(settings.LoadBalancer),
            },
        };
    }

    private static EffectiveConnections Connections(ConnectionsBlock connections) => new()
    {
        MaxConnections = connections.MaxConnections,
        MinConnections = connections.MinConnections,
        MaxIdleTime = MeshDuration.Format(connections.MaxIdleTime),
        ConnectionTimeout = MeshDuration.Format(connections.ConnectionTimeout),
        Reuse = connections.Reuse,
        MaxReuseCount = connections.MaxReuseCount,
        HealthCheckInterval = MeshDuration.Format(connections.HealthCheckInterval),
        MaxRetryAttempts = connections.MaxRetryAttempts,
        RetryBackoffMultiplier = connections.RetryBackoffMultiplier,
    };

    private static EffectiveFailover Failover(FailoverBlock failover) => new()
    {
        Enabled = failover.Enabled,
        ActiveInterval = MeshDuration.Format(failover.ActiveInterval),
        HealthCheckInterval = MeshDuration.Format(failover.HealthCheckInterval),
        FailoverTimeout = MeshDuration.Format(failover.FailoverTimeout),
        RecoveryTimeout = MeshDuration.Format(failover.RecoveryTimeout),
        MaxAttempts = failover.MaxAttempts,
        AutoRecovery = failover.AutoRecovery,
        MaxConcurrentFailovers = failover.MaxConcurrentFailovers,
        PriorityBasedRouting = failover.PriorityBasedRouting,
    };

    private static EffectiveLoadBalancer LoadBalancer(LoadBalancerBlock balancer) => new()
    {
        Enabled = balancer.Enabled,
        Strategy = balancer.Strategy,
        HealthCheckInterval = MeshDuration.Format(balancer.HealthCheckInterval),
        MaxRetries = balancer.MaxRetries,
        RetryTimeout = MeshDuration.Format(balancer.RetryTimeout),
        MaxConnectionsPerNode = balancer.MaxConnectionsPerNode,
        StickySessions = balancer.StickySessions,
        StickyTimeout = MeshDuration.Format(balancer.StickyTimeout),
        CircuitBreaker = balancer.CircuitBreaker,
        CircuitBreakerThreshold = balancer.CircuitBreakerThreshold,
    };

    /// <summary>Whether two assignments have equal content; a digest alone would not notice that somebody edited the rest.</summary>
    public static bool AreEqual(MeshNodeAssignment? left, MeshNodeAssignment? right)
    {
        if (left is null || right is null)
        {
            return left is null && right is null;
        }

        return left.Revision == right.Revision
            && left.Segment == right.Segment
            && left.Topology == right.Topology
            && left.Role == right.Role
            && AreEqual(left.Members, right.Members)
            && AreEqual(left.Relays, right.Relays)
            && (left.Pinned ?? []).SequenceEqual(right.Pinned ?? [])
            && AreEqual(left.Serves, right.Serves)
            && (left.TurnServers ?? []).SequenceEqual(right.TurnServers ?? [])
            && (left.Routes ?? []).SequenceEqual(right.Routes ?? [])
            && (left.Chains ?? []).SequenceEqual(right.Chains ?? [])
            && (left.Gateways ?? []).SequenceEqual(right.Gateways ?? [])
            && (left.Forwards ?? []).SequenceEqual(right.Forwards ?? [])
            && AreEqual(left.Settings, right.Settings);
    }

    /// <summary>
    /// The plan that the assignments on the API add up to; null where none is assigned yet. Verdicts are not kept there and come
    /// back as pending: nothing depends on a previous one.
    /// </summary>
    public static MeshPlan? ReadPlan(IEnumerable<MeshNode> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        var verdict = new NodeVerdict(VerdictReason.Pending, string.Empty);
        ImmutableArray<NodePlan> plans =
        [
            .. nodes
                .Where(node => node.Status?.Assignment is not null)
                .OrderBy(node => node.Metadata.Name, StringComparer.Ordinal)
                .Select(node => new NodePlan(node.Metadata.Name, verdict, AlreadyRead.GetValue(node.Status.Assignment!, AssignmentReader.Read))),
        ];
        return plans.IsEmpty ? null : new MeshPlan(plans);
    }

    /// <summary>The heartbeat interval that a node was told; null if there is none, or none that can be read.</summary>
    public static TimeSpan? HeartbeatIntervalOf(MeshNodeAssignment? assignment)
        => MeshDuration.TryParse(assignment?.Settings?.HeartbeatInterval, out TimeSpan interval) ? interval : null;

    private static IReadOnlyList<MeshMember> Members(ImmutableArray<PlanMember> members)
        => [.. members.Select(member => AlreadyWritten.GetValue(member, planned => new MeshMember { Name = planned.Name, PublicKey = planned.PublicKey, Addresses = planned.Addresses }))];

    private static bool AreEqual(IReadOnlyList<MeshMember>? left, IReadOnlyList<MeshMember>? right)
        => (left ?? []).Count == (right ?? []).Count && (left ?? []).Zip(right ?? []).All(pair => AreEqual(pair.First, pair.Second));

    private static bool AreEqual(RelayService? left, RelayService? right)
        => left is null || right is null
            ? left is null && right is null
            : (left.Segments ?? []).SequenceEqual(right.Segments ?? []) && left.Ports == right.Ports
                && left.MaxPairs == right.MaxPairs && left.MaxPacketsPerSecond == right.MaxPacketsPerSecond;

    private static bool AreEqual(MeshMember? left, MeshMember? right)
        => left is not null && right is not null && left.Name == right.Name && left.PublicKey == right.PublicKey && (left.Addresses ?? []).SequenceEqual(right.Addresses ?? []);

    private static bool AreEqual(EffectiveSettings? left, EffectiveSettings? right)
        => left is not null && right is not null
            && (left.MeshCIDRs ?? []).SequenceEqual(right.MeshCIDRs ?? [])
            && left.Mtu == right.Mtu
            && (left.StunServers ?? []).SequenceEqual(right.StunServers ?? [])
            && left.KeepAliveInterval == right.KeepAliveInterval
            && left.DiscoveryInterval == right.DiscoveryInterval
            && left.PortMapping == right.PortMapping
            && left.Relay == right.Relay
            && left.HeartbeatInterval == right.HeartbeatInterval
            && left.CheckTimeout == right.CheckTimeout
            && left.CheckRetries == right.CheckRetries
            && left.HolePunching == right.HolePunching
            && left.Connections == right.Connections
            && left.Failover == right.Failover
            && left.LoadBalancer == right.LoadBalancer;
}
