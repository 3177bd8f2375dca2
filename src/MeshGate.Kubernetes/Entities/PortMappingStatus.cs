using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>The port that the router lends to a node.</summary>
public sealed record PortMappingStatus
{
    /// <summary>The longest reason, characters.</summary>
    public const int MaxReason = 1024;

    /// <summary>The protocol that mapped; absent while none did.</summary>
    public PortMappingKind? Protocol { get; set; }

    /// <summary>The outside address and UDP port; absent while there is none.</summary>
    [Length(9, 53)]
    [Pattern(SchemaPatterns.AddressAndPort)]
    public string? ExternalAddress { get; set; }

    /// <summary>How things stand, for a person.</summary>
    [Length(0, MaxReason)]
    public string? Reason { get; set; }
}
