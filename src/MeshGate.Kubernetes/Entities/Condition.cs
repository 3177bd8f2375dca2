using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>A condition as <c>metav1.Condition</c> has it, read by kstatus, <c>kubectl wait</c> and people.</summary>
public sealed record Condition
{
    /// <summary>What the condition is about, such as <c>Ready</c>.</summary>
    [Required]
    [Length(1, 316)]
    public string Type { get; set; } = string.Empty;

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    [Required]
    [Pattern("^(True|False|Unknown)$")]
    public string Status { get; set; } = "Unknown";

    /// <summary>The generation that the condition was set for.</summary>
    [RangeMinimum(0)]
    public long? ObservedGeneration { get; set; }

    /// <summary>When <see cref="Status"/> last changed, by the writer's clock.</summary>
    public DateTime? LastTransitionTime { get; set; }

    /// <summary>One CamelCase word for machines.</summary>
    [Length(0, 1024)]
    [Pattern(SchemaPatterns.Reason)]
    public string Reason { get; set; } = string.Empty;

    /// <summary>A sentence that a person can act on.</summary>
    [Length(0, 4096)]
    public string Message { get; set; } = string.Empty;
}
