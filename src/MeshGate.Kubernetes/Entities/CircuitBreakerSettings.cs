using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>
/// When a node leaves alone, for a while, what fails again and again: a peer that does not wake, a relay, a STUN or TURN server, a gateway. A breaker
/// keeps from new attempts, not from a path in use, and nobody is left without: where all are open, all are tried.
/// </summary>
public sealed record CircuitBreakerSettings
{
    /// <summary>Off: what fails is tried each time anew.</summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [DefaultValue("true")]
    public bool? Enabled { get; set; }

    /// <summary>Failures in a row that open the breaker; those of the same second count as one. After loadBalancer.healthCheckInterval one attempt is let through, which closes it or opens it anew.</summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [Unit("failures")]
    [DefaultValue("5")]
    [RangeMinimum(1)]
    [RangeMaximum(100)]
    public int? Threshold { get; set; }
}
