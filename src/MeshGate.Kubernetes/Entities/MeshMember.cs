using System.Text.Json.Serialization;
using MeshGate.Kubernetes.Entities.Attributes;
using MeshGate.Kubernetes.Serialization;

namespace MeshGate.Kubernetes.Entities;

/// <summary>
/// The identity of one peer, in one line with spaces between: the name of its MeshNode, its WireGuard public key in base64, and its
/// mesh addresses without prefix length, one or two.
/// </summary>
[WrittenAsText(3, 390)]
[JsonConverter(typeof(MeshMemberConverter))]
public sealed record MeshMember
{
    /// <summary>The name of the peer's MeshNode.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>The peer's WireGuard public key, base64 of 32 bytes.</summary>
    public string PublicKey { get; set; } = string.Empty;

    /// <summary>The peer's mesh addresses without prefix length; its AllowedIPs are these as /32 and /128.</summary>
    public IReadOnlyList<string> Addresses { get; set; } = [];
}
