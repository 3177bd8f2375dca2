using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>The behaviour of the NATs in front of a node, in the words of RFC 4787.</summary>
public sealed record NatBehavior
{
    /// <summary>Address and port mapping (RFC 4787, section 4.1).</summary>
    public NatMapping Mapping { get; set; }

    /// <summary>What the finding rests on, for a person.</summary>
    [Length(0, 1024)]
    public string? Reason { get; set; }
}
