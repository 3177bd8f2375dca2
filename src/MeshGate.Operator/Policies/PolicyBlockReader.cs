using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Operator.Policies;

/// <summary>Reads the blocks of a policy.</summary>
internal static class PolicyBlockReader
{
    public static TopologyBlock Read(TopologySettings source, SettingReader reader) => BlockRules.Settle(
        new TopologyBlock
        {
            Type = source.Type ?? new TopologyBlock().Type,
            UpdateInterval = reader.Read(PolicySettings.UpdateInterval, source.UpdateInterval),
            MaxNodesPerSegment = reader.Read(PolicySettings.MaxNodesPerSegment, source.MaxNodesPerSegment),
            MaxConnectionsPerNode = reader.Read(PolicySettings.PinnedPeers, source.MaxConnectionsPerNode),
            AutoSegmentation = source.AutoSegmentation ?? PolicySettings.AutoSegmentation.Default,
            RegionAware = source.RegionAware ?? PolicySettings.RegionAware.Default,
        },
        reader);

    public static ConnectionsBlock Read(ConnectionSettings source, SettingReader reader) => BlockRules.Settle(
        new ConnectionsBlock
        {
            MaxConnections = reader.Read(PolicySettings.MaxConnections, source.MaxConnections),
            MinConnections = reader.Read(PolicySettings.MinConnections, source.MinConnections),
            MaxIdleTime = reader.Read(PolicySettings.MaxIdleTime, source.MaxIdleTime),
            ConnectionTimeout = reader.Read(PolicySettings.ConnectionTimeout, source.ConnectionTimeout),
            Reuse = source.Reuse ?? PolicySettings.Reuse.Default,
            MaxReuseCount = reader.Read(PolicySettings.MaxReuseCount, source.MaxReuseCount),
            HealthCheckInterval = reader.Read(PolicySettings.ConnectionsHealthCheckInterval, source.HealthCheckInterval),
            MaxRetryAttempts = reader.Read(PolicySettings.MaxRetryAttempts, source.MaxRetryAttempts),
            RetryBackoffMultiplier = reader.Read(PolicySettings.RetryBackoffMultiplier, source.RetryBackoffMultiplier),
        },
        reader);

    public static NatTraversalBlock Read(NatTraversalSettings source, SettingReader reader) => new()
    {
        Enabled = source.Enabled ?? PolicySettings.TraversalEnabled.Default,
        StunServers = ServerReader.ReadStun(source.StunServers, reader),
        TurnServers = ServerReader.ReadTurn([.. (source.TurnServers ?? []).Select(Read)], reader),
        DiscoveryInterval = reader.Read(PolicySettings.DiscoveryInterval, source.DiscoveryInterval),
        KeepAliveInterval = reader.Read(PolicySettings.KeepAliveInterval, source.KeepAliveInterval),
        MaxRetries = reader.Read(PolicySettings.TraversalMaxRetries, source.MaxRetries),
        Timeout = reader.Read(PolicySettings.TraversalTimeout, source.Timeout),
        Relay = source.Relay ?? PolicySettings.Relay.Default,
        HolePunching = source.HolePunching ?? PolicySettings.HolePunching.Default,
        PortMapping = source.PortMapping ?? PolicySettings.PortMapping.Default,
    };

    public static FailoverBlock Read(FailoverSettings source, SettingReader reader) => BlockRules.Settle(
        new FailoverBlock
        {
            Enabled = source.Enabled ?? PolicySettings.FailoverEnabled.Default,
            ActiveInterval = reader.Read(PolicySettings.ActiveInterval, source.ActiveInterval),
            HealthCheckInterval = reader.Read(PolicySettings.FailoverHealthCheckInterval, source.HealthCheckInterval),
            FailoverTimeout = reader.Read(PolicySettings.FailoverTimeout, source.FailoverTimeout),
            RecoveryTimeout = reader.Read(PolicySettings.RecoveryTimeout, source.RecoveryTimeout),
            MaxAttempts = reader.Read(PolicySettings.MaxAttempts, source.MaxAttempts),
            AutoRecovery = source.AutoRecovery ?? PolicySettings.AutoRecovery.Default,
            MaxConcurrentFailovers = reader.Read(PolicySettings.MaxConcurrentFailovers, source.MaxConcurrentFailovers),
            PriorityBasedRouting = source.PriorityBasedRouting ?? PolicySettings.PriorityBasedRouting.Default,
            LoadBalancing = source.LoadBalancing ?? PolicySettings.FailoverLoadBalancing.Default,
        },
        reader);

    public static LoadBalancerBlock Read(LoadBalancerSettings source, SettingReader reader) => new()
    {
        Enabled = source.Enabled ?? PolicySettings.LoadBalancerEnabled.Default,
        Strategy = source.Strategy ?? new LoadBalancerBlock().Strategy,
        HealthCheckInterval = reader.Read(PolicySettings.LoadBalancerHealthCheckInterval, source.HealthCheckInterval),
        MaxRetries = reader.Read(PolicySettings.LoadBalancerMaxRetries, source.MaxRetries),
        RetryTimeout = reader.Read(PolicySettings.RetryTimeout, source.RetryTimeout),
        MaxConnectionsPerNode = reader.Read(PolicySettings.MaxClients, source.MaxConnectionsPerNode),
        StickySessions = source.StickySessions?.Enabled ?? PolicySettings.StickySessions.Default,
        StickyTimeout = reader.Read(PolicySettings.StickyTimeout, source.StickySessions?.Timeout),
        CircuitBreaker = source.CircuitBreaker?.Enabled ?? PolicySettings.CircuitBreaker.Default,
        CircuitBreakerThreshold = reader.Read(PolicySettings.CircuitBreakerThreshold, source.CircuitBreaker?.Threshold),
    };

    private static TurnServer Read(TurnServerReference source)
        => new(source?.Address ?? string.Empty, source?.SecretRef?.Name ?? string.Empty, source?.SecretRef?.Key ?? "secret")
        {
            Transport = source?.Transport ?? TurnTransport.Udp,
            CaCertificate = source?.CaCertificate,
            ServerName = source?.ServerName,
        };
}
