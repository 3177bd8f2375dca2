using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>Whether a gateway that fails again and again is left out for a while.</summary>
public sealed record CircuitBreakerSettings
{
    /// <summary>Off: a gateway that fails is tried each time anew.</summary>
    [NotReadYet]
    [DefaultValue("true")]
    public bool? Enabled { get; set; }

    /// <summary>Failures in a row that open the breaker.</summary>
    [NotReadYet]
    [Unit("failures")]
    [DefaultValue("5")]
    [RangeMinimum(1)]
    [RangeMaximum(100)]
    public int? Threshold { get; set; }
}
