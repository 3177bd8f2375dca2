using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>The operator's orders to one daemon. Carries identities and settings only, never candidates.</summary>
public sealed record MeshNodeAssignment
{
    /// <summary>Digest of everything else in the assignment; equal content has an equal revision.</summary>
    [Length(0, 128)]
    public string Revision { get; set; } = string.Empty;

    /// <summary>The peers this node is to know, ordered by name. At most 200.</summary>
    [Items(0, 200)]
    public IReadOnlyList<MeshMember> Members { get; set; } = [];

    /// <summary>The settings in force for this node: the mesh's own and those of the MeshPolicies that select it.</summary>
    public EffectiveSettings Settings { get; set; } = new();
}
