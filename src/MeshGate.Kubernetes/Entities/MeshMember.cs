using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>The identity of one peer.</summary>
public sealed record MeshMember
{
    /// <summary>The name of the peer's MeshNode.</summary>
    [Required]
    [Length(1, 253)]
    public string Name { get; set; } = string.Empty;

    /// <summary>The peer's WireGuard public key, base64 of 32 bytes.</summary>
    [Required]
    [Length(44, 44)]
    [Pattern(SchemaPatterns.PublicKey)]
    public string PublicKey { get; set; } = string.Empty;

    /// <summary>The peer's mesh addresses without prefix length; its AllowedIPs are these as /32 and /128.</summary>
    [Items(0, 2)]
    [Length(2, 45)]
    [Pattern(SchemaPatterns.Address)]
    public IReadOnlyList<string> Addresses { get; set; } = [];
}
