using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>A TURN server (RFC 8656) with this node's credentials, which only the node itself can read.</summary>
public sealed record TurnServerAssignment
{
    /// <summary>The server as <c>host:port</c>.</summary>
    [Required]
    [Length(3, 261)]
    [Pattern(SchemaPatterns.HostAndPort)]
    public string Address { get; set; } = string.Empty;

    /// <summary>How to speak with the server.</summary>
    [DefaultValue("\"Udp\"")]
    public TurnTransport? Transport { get; set; }

    /// <summary>The authorities that its certificate must come from, in PEM; absent for those that the node's system trusts.</summary>
    [Length(1, 8192)]
    public string? CaCertificate { get; set; }

    /// <summary>The name that its certificate must have; absent for the host of the address.</summary>
    [Length(1, 253)]
    [Pattern(SchemaPatterns.ObjectName)]
    public string? ServerName { get; set; }

    /// <summary>Username and password in two lines, sealed to the node's WireGuard key, in base64.</summary>
    [Required]
    [Length(1, 2048)]
    [Pattern(SchemaPatterns.Base64)]
    public string Sealed { get; set; } = string.Empty;

    /// <summary>When the server stops accepting the credentials; they are renewed at half of their life.</summary>
    [Required]
    public DateTime? ExpiresAt { get; set; }

    /// <summary>Digest of what the credentials were made from, without the secret: the Secret's version and the node's key.</summary>
    [Length(1, 64)]
    public string Source { get; set; } = string.Empty;
}
