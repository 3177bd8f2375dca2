using MeshGate.Core.LoadBalancing;

namespace MeshGate.Core.Policy;

/// <summary>How a node's traffic to networks behind several gateways is spread over these.</summary>
public sealed record LoadBalancerBlock
{
    /// <summary>Off: every client takes the first gateway.</summary>
    public bool Enabled { get; init; } = PolicySettings.LoadBalancerEnabled.Default;

    /// <summary>How clients are spread.</summary>
    public LoadBalancingStrategy Strategy { get; init; } = LoadBalancingStrategy.RoundRobin;

    /// <summary>The time after which a client tries a gateway that did not forward again.</summary>
    public TimeSpan HealthCheckInterval { get; init; } = PolicySettings.LoadBalancerHealthCheckInterval.Default;

    /// <summary>Attempts after the first before another gateway is taken.</summary>
    public int MaxRetries { get; init; } = (int)PolicySettings.LoadBalancerMaxRetries.Default;

    /// <summary>The time one attempt has.</summary>
    public TimeSpan RetryTimeout { get; init; } = PolicySettings.RetryTimeout.Default;

    /// <summary>Clients that one gateway accepts.</summary>
    public int MaxConnectionsPerNode { get; init; } = (int)PolicySettings.MaxClients.Default;

    /// <summary>Whether a client keeps its gateway.</summary>
    public bool StickySessions { get; init; } = PolicySettings.StickySessions.Default;

    /// <summary>The idleness after which it may get another.</summary>
    public TimeSpan StickyTimeout { get; init; } = PolicySettings.StickyTimeout.Default;

    /// <summary>Whether a gateway that fails again and again is left out for a while.</summary>
    public bool CircuitBreaker { get; init; } = PolicySettings.CircuitBreaker.Default;

    /// <summary>Failures in a row that open the breaker.</summary>
    public int CircuitBreakerThreshold { get; init; } = (int)PolicySettings.CircuitBreakerThreshold.Default;
}
