using MeshGate.Core.LoadBalancing;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>How one node chooses among several that can do something for it, and when it leaves one alone that fails.</summary>
public sealed record EffectiveLoadBalancer
{
    /// <summary>Off: the best by its own measure is taken, always.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How one of several equal TURN servers is chosen for a session.</summary>
    public LoadBalancingStrategy Strategy { get; set; }

    /// <summary>The time after which one whose circuit breaker is open is tried again.</summary>
    [Length(1, 32)]
    [Pattern(SchemaPatterns.Duration)]
    public string HealthCheckInterval { get; set; } = "30s";

    /// <summary>Requests after the first that a relay may leave without an answer before the next relay is asked.</summary>
    [RangeMinimum(0)]
    [RangeMaximum(100)]
    public int MaxRetries { get; set; } = 3;

    /// <summary>The time that a TURN server has for an allocation, and a relay for the answer to one request.</summary>
    [Length(1, 32)]
    [Pattern(SchemaPatterns.Duration)]
    public string RetryTimeout { get; set; } = "5s";

    /// <summary>Sessions that go through one TURN server as long as another has room.</summary>
    [RangeMinimum(1)]
    [RangeMaximum(10000)]
    public int MaxConnectionsPerNode { get; set; } = 50;

    /// <summary>Whether a session that comes back gets the server that it had.</summary>
    public bool StickySessions { get; set; }

    /// <summary>For how long after a session has used a server it gets that one again.</summary>
    [Length(1, 32)]
    [Pattern(SchemaPatterns.Duration)]
    public string StickyTimeout { get; set; } = "300s";

    /// <summary>Whether what fails again and again is left alone for a while.</summary>
    public bool CircuitBreaker { get; set; } = true;

    /// <summary>Failures in a row that open a circuit breaker.</summary>
    [RangeMinimum(1)]
    [RangeMaximum(100)]
    public int CircuitBreakerThreshold { get; set; } = 5;
}
