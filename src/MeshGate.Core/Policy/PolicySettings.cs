using System.Collections.Immutable;

namespace MeshGate.Core.Policy;

/// <summary>Every setting of a policy with its default and bounds: the one place in code where they stand. The schema repeats them, and a test holds both equal.</summary>
public static class PolicySettings
{
    private const string Kind = "MeshPolicy";

    /// <summary>How many STUN servers, and how many TURN servers, a policy may name.</summary>
    public const int MaxServers = 8;

    /// <summary>The most nodes of a segment that is a full mesh, so that an assignment stays small.</summary>
    public const int MaxFullMeshNodes = 200;

    /// <summary><c>priority</c>.</summary>
    public static readonly NumberSetting Priority = new("priority", 0, 0, 1000);

    /// <summary><c>heartbeat.timeout</c>.</summary>
    public static readonly DurationSetting HeartbeatTimeout = new(Kind, "heartbeat.timeout", "30s", "10s", "1h");

    /// <summary><c>topology.updateInterval</c>.</summary>
    public static readonly DurationSetting UpdateInterval = new(Kind, "topology.updateInterval", "60s", "1s", "1h");

    /// <summary><c>topology.maxNodesPerSegment</c>.</summary>
    public static readonly NumberSetting MaxNodesPerSegment = new("topology.maxNodesPerSegment", 100, 2, 2000);

    /// <summary><c>topology.maxConnectionsPerNode</c>.</summary>
    public static readonly NumberSetting PinnedPeers = new("topology.maxConnectionsPerNode", 50, 1, 200);

    /// <summary><c>topology.autoSegmentation</c>.</summary>
    public static readonly SwitchSetting AutoSegmentation = new("topology.autoSegmentation", true);

    /// <summary><c>topology.regionAware</c>.</summary>
    public static readonly SwitchSetting RegionAware = new("topology.regionAware", true);

    /// <summary><c>connections.maxConnections</c>.</summary>
    public static readonly NumberSetting MaxConnections = new("connections.maxConnections", 200, 1, 2000);

    /// <summary><c>connections.minConnections</c>.</summary>
    public static readonly NumberSetting MinConnections = new("connections.minConnections", 10, 0, 2000);

    /// <summary><c>connections.maxIdleTime</c>.</summary>
    public static readonly DurationSetting MaxIdleTime = new(Kind, "connections.maxIdleTime", "300s", "10s", "24h");

    /// <summary><c>connections.connectionTimeout</c>.</summary>
    public static readonly DurationSetting ConnectionTimeout = new(Kind, "connections.connectionTimeout", "30s", "1s", "5m");

    /// <summary><c>connections.reuse</c>.</summary>
    public static readonly SwitchSetting Reuse = new("connections.reuse", true);

    /// <summary><c>connections.maxReuseCount</c>.</summary>
    public static readonly NumberSetting MaxReuseCount = new("connections.maxReuseCount", 100, 1, 10000);

    /// <summary><c>connections.healthCheckInterval</c>.</summary>
    public static readonly DurationSetting ConnectionsHealthCheckInterval = new(Kind, "connections.healthCheckInterval", "60s", "1s", "1h");

    /// <summary><c>connections.maxRetryAttempts</c>.</summary>
    public static readonly NumberSetting MaxRetryAttempts = new("connections.maxRetryAttempts", 3, 0, 100);

    /// <summary><c>connections.retryBackoffMultiplier</c>.</summary>
    public static readonly NumberSetting RetryBackoffMultiplier = new("connections.retryBackoffMultiplier", 2.0, 1.0, 10.0);

    /// <summary><c>natTraversal.enabled</c>.</summary>
    public static readonly SwitchSetting TraversalEnabled = new("natTraversal.enabled", true);

    /// <summary><c>natTraversal.discoveryInterval</c>.</summary>
    public static readonly DurationSetting DiscoveryInterval = new(Kind, "natTraversal.discoveryInterval", "30s", "5s", "1h");

    /// <summary><c>natTraversal.keepAliveInterval</c>.</summary>
    public static readonly DurationSetting KeepAliveInterval = new(Kind, "natTraversal.keepAliveInterval", "25s", "1s", "5m");

    /// <summary><c>natTraversal.maxRetries</c>.</summary>
    public static readonly NumberSetting TraversalMaxRetries = new("natTraversal.maxRetries", 3, 0, 100);

    /// <summary><c>natTraversal.timeout</c>.</summary>
    public static readonly DurationSetting TraversalTimeout = new(Kind, "natTraversal.timeout", "10s", "1s", "1m");

    /// <summary><c>natTraversal.relay</c>.</summary>
    public static readonly SwitchSetting Relay = new("natTraversal.relay", true);

    /// <summary><c>natTraversal.holePunching</c>.</summary>
    public static readonly SwitchSetting HolePunching = new("natTraversal.holePunching", true);

    /// <summary><c>natTraversal.portMapping</c>.</summary>
    public static readonly SwitchSetting PortMapping = new("natTraversal.portMapping", true);

    /// <summary><c>failover.enabled</c>.</summary>
    public static readonly SwitchSetting FailoverEnabled = new("failover.enabled", true);

    /// <summary><c>failover.activeInterval</c>.</summary>
    public static readonly DurationSetting ActiveInterval = new(Kind, "failover.activeInterval", "100ms", "20ms", "5s");

    /// <summary><c>failover.healthCheckInterval</c>.</summary>
    public static readonly DurationSetting FailoverHealthCheckInterval = new(Kind, "failover.healthCheckInterval", "30s", "1s", "10m");

    /// <summary><c>failover.failoverTimeout</c>.</summary>
    public static readonly DurationSetting FailoverTimeout = new(Kind, "failover.failoverTimeout", "10s", "500ms", "5m");

    /// <summary><c>failover.recoveryTimeout</c>.</summary>
    public static readonly DurationSetting RecoveryTimeout = new(Kind, "failover.recoveryTimeout", "60s", "1s", "1h");

    /// <summary><c>failover.maxAttempts</c>.</summary>
    public static readonly NumberSetting MaxAttempts = new("failover.maxAttempts", 3, 1, 100);

    /// <summary><c>failover.autoRecovery</c>.</summary>
    public static readonly SwitchSetting AutoRecovery = new("failover.autoRecovery", true);

    /// <summary><c>failover.maxConcurrentFailovers</c>.</summary>
    public static readonly NumberSetting MaxConcurrentFailovers = new("failover.maxConcurrentFailovers", 10, 1, 1000);

    /// <summary><c>failover.priorityBasedRouting</c>.</summary>
    public static readonly SwitchSetting PriorityBasedRouting = new("failover.priorityBasedRouting", true);

    /// <summary><c>failover.loadBalancing</c>.</summary>
    public static readonly SwitchSetting FailoverLoadBalancing = new("failover.loadBalancing", true);

    /// <summary><c>loadBalancer.enabled</c>.</summary>
    public static readonly SwitchSetting LoadBalancerEnabled = new("loadBalancer.enabled", true);

    /// <summary><c>loadBalancer.healthCheckInterval</c>.</summary>
    public static readonly DurationSetting LoadBalancerHealthCheckInterval = new(Kind, "loadBalancer.healthCheckInterval", "30s", "1s", "1h");

    /// <summary><c>loadBalancer.maxRetries</c>.</summary>
    public static readonly NumberSetting LoadBalancerMaxRetries = new("loadBalancer.maxRetries", 3, 0, 100);

    /// <summary><c>loadBalancer.retryTimeout</c>.</summary>
    public static readonly DurationSetting RetryTimeout = new(Kind, "loadBalancer.retryTimeout", "5s", "100ms", "5m");

    /// <summary><c>loadBalancer.maxConnectionsPerNode</c>.</summary>
    public static readonly NumberSetting MaxClients = new("loadBalancer.maxConnectionsPerNode", 50, 1, 10000);

    /// <summary><c>loadBalancer.stickySessions.enabled</c>.</summary>
    public static readonly SwitchSetting StickySessions = new("loadBalancer.stickySessions.enabled", false);

    /// <summary><c>loadBalancer.stickySessions.timeout</c>.</summary>
    public static readonly DurationSetting StickyTimeout = new(Kind, "loadBalancer.stickySessions.timeout", "300s", "1s", "24h");

    /// <summary><c>loadBalancer.circuitBreaker.enabled</c>.</summary>
    public static readonly SwitchSetting CircuitBreaker = new("loadBalancer.circuitBreaker.enabled", true);

    /// <summary><c>loadBalancer.circuitBreaker.threshold</c>.</summary>
    public static readonly NumberSetting CircuitBreakerThreshold = new("loadBalancer.circuitBreaker.threshold", 5, 1, 100);

    /// <summary>Every setting that is a span of time.</summary>
    public static ImmutableArray<DurationSetting> Durations { get; } =
    [
        HeartbeatTimeout, UpdateInterval, MaxIdleTime, ConnectionTimeout, ConnectionsHealthCheckInterval,
        DiscoveryInterval, KeepAliveInterval, TraversalTimeout, ActiveInterval, FailoverHealthCheckInterval,
        FailoverTimeout, RecoveryTimeout, LoadBalancerHealthCheckInterval, RetryTimeout, StickyTimeout,
    ];

    /// <summary>Every setting that is a number.</summary>
    public static ImmutableArray<NumberSetting> Numbers { get; } =
    [
        Priority, MaxNodesPerSegment, PinnedPeers, MaxConnections, MinConnections, MaxReuseCount, MaxRetryAttempts,
        RetryBackoffMultiplier, TraversalMaxRetries, MaxAttempts, MaxConcurrentFailovers, LoadBalancerMaxRetries,
        MaxClients, CircuitBreakerThreshold,
    ];

    /// <summary>Every setting that is on or off.</summary>
    public static ImmutableArray<SwitchSetting> Switches { get; } =
    [
        AutoSegmentation, RegionAware, Reuse, TraversalEnabled, Relay, HolePunching, PortMapping, FailoverEnabled,
        AutoRecovery, PriorityBasedRouting, FailoverLoadBalancing, LoadBalancerEnabled, StickySessions, CircuitBreaker,
    ];
}
