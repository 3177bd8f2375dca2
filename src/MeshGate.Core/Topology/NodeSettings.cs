using System.Collections.Immutable;
using MeshGate.Core.Policy;

namespace MeshGate.Core.Topology;

/// <summary>The settings in force for one node. Equal where all of it is equal.</summary>
public sealed record NodeSettings
{
    /// <summary>The mesh's address ranges in CIDR notation, IPv4 first.</summary>
    public ImmutableArray<string> MeshCidrs { get; init; } = [];

    /// <summary>MTU of the tunnel in bytes.</summary>
    public int Mtu { get; init; } = 1380;

    /// <summary>How often the daemon renews its Lease.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The silence after which the operator holds the node for offline. The daemon is not told.</summary>
    public TimeSpan HeartbeatTimeout { get; init; } = PolicySettings.HeartbeatTimeout.Default;

    /// <summary>Who peers with whom.</summary>
    public TopologyBlock Topology { get; init; } = new();

    /// <summary>How many sessions stay awake.</summary>
    public ConnectionsBlock Connections { get; init; } = new();

    /// <summary>How public addresses are found and NATs passed.</summary>
    public NatTraversalBlock NatTraversal { get; init; } = new();

    /// <summary>What happens when a path dies.</summary>
    public FailoverBlock Failover { get; init; } = new();

    /// <summary>How gateways are chosen.</summary>
    public LoadBalancerBlock LoadBalancer { get; init; } = new();

    /// <summary>STUN servers as <c>host:port</c>, in the order in which they are asked; none where NAT traversal is off.</summary>
    public ImmutableArray<string> StunServers => NatTraversal.Enabled ? NatTraversal.StunServers : [];

    /// <summary>TURN servers; none where NAT traversal is off. What the node is told of them has its credentials in it and no part in the revision.</summary>
    public ImmutableArray<TurnServer> TurnServers => NatTraversal.Enabled ? NatTraversal.TurnServers : [];

    /// <summary>The ceiling of WireGuard's persistent keepalive.</summary>
    public TimeSpan KeepAliveInterval => NatTraversal.KeepAliveInterval;

    /// <summary>How often public addresses are discovered anew.</summary>
    public TimeSpan DiscoveryInterval => NatTraversal.DiscoveryInterval;

    /// <summary>Whether the router is asked for a port; not where NAT traversal is off.</summary>
    public bool PortMapping => NatTraversal.Enabled && NatTraversal.PortMapping;

    /// <inheritdoc/>
    public bool Equals(NodeSettings? other)
        => other is not null
            && MeshCidrs.SequenceEqual(other.MeshCidrs)
            && Mtu == other.Mtu
            && HeartbeatInterval == other.HeartbeatInterval
            && HeartbeatTimeout == other.HeartbeatTimeout
            && Topology == other.Topology
            && Connections == other.Connections
            && NatTraversal == other.NatTraversal
            && Failover == other.Failover
            && LoadBalancer == other.LoadBalancer;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Mtu, HeartbeatInterval, HeartbeatTimeout, Topology, Connections, NatTraversal, Failover, LoadBalancer);
}
