using MeshGate.Core.LoadBalancing;

namespace MeshGate.Core.Policy;

/// <summary>How a node chooses one of several that can do the same for it, and when it leaves one alone that fails.</summary>
public sealed record LoadBalancerBlock
{
    /// <summary>Off: every node takes the first.</summary>
    public bool Enabled { get; init; } = PolicySettings.LoadBalancerEnabled.Default;

    /// <summary>How nodes are spread.</summary>
    public LoadBalancingStrategy Strategy { get; init; } = LoadBalancingStrategy.RoundRobin;

    /// <summary>The time after which what failed is tried again.</summary>
    public TimeSpan HealthCheckInterval { get; init; } = PolicySettings.LoadBalancerHealthCheckInterval.Default;

    /// <summary>Requests after the first that may go without an answer before another is asked.</summary>
    public int MaxRetries { get; init; } = (int)PolicySettings.LoadBalancerMaxRetries.Default;

    /// <summary>The time that one attempt has.</summary>
    public TimeSpan RetryTimeout { get; init; } = PolicySettings.RetryTimeout.Default;

    /// <summary>Clients that one of several accepts, as long as another has room.</summary>
    public int MaxConnectionsPerNode { get; init; } = (int)PolicySettings.MaxClients.Default;

    /// <summary>Whether a client keeps what it has.</summary>
    public bool StickySessions { get; init; } = PolicySettings.StickySessions.Default;

    /// <summary>The idleness after which it may get another.</summary>
    public TimeSpan StickyTimeout { get; init; } = PolicySettings.StickyTimeout.Default;

    /// <summary>Whether what fails again and again is left alone for a while.</summary>
    public bool CircuitBreaker { get; init; } = PolicySettings.CircuitBreaker.Default;

    /// <summary>Failures in a row that open the breaker.</summary>
    public int CircuitBreakerThreshold { get; init; } = (int)PolicySettings.CircuitBreakerThreshold.Default;
}
