using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>A value in a Secret of the operator's own namespace.</summary>
public sealed record SecretReference
{
    /// <summary>The name of the Secret.</summary>
    [Required]
    [ReadBy(ReadByAttribute.Operator)]
    [Length(1, 253)]
    [Pattern(SchemaPatterns.ObjectName)]
    public string Name { get; set; } = string.Empty;

    /// <summary>The key in the Secret.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [DefaultValue("\"secret\"")]
    [Length(1, 253)]
    [Pattern(SchemaPatterns.SecretKey)]
    public string? Key { get; set; }
}
