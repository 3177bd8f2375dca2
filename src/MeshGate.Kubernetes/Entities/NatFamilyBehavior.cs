namespace MeshGate.Kubernetes.Entities;

/// <summary>Mapping and filtering of one address family, in the words of RFC 4787.</summary>
public sealed record NatFamilyBehavior
{
    /// <summary>Address and port mapping (RFC 4787, section 4.1).</summary>
    public NatMapping Mapping { get; set; }

    /// <summary>Filtering (RFC 4787, section 5).</summary>
    public NatFiltering Filtering { get; set; }
}
