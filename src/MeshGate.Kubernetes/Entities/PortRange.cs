using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>A range of UDP ports.</summary>
public sealed record PortRange
{
    /// <summary>The first port.</summary>
    [Required]
    [RangeMinimum(1)]
    [RangeMaximum(65535)]
    public int First { get; set; }

    /// <summary>The last port; it belongs to the range.</summary>
    [Required]
    [RangeMinimum(1)]
    [RangeMaximum(65535)]
    public int Last { get; set; }
}
