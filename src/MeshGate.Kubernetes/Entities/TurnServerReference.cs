using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>A TURN server and where its shared secret lies.</summary>
public sealed record TurnServerReference
{
    /// <summary>The server as <c>host:port</c>.</summary>
    [Required]
    [NotReadYet]
    [Length(3, 261)]
    [Pattern(SchemaPatterns.HostAndPort)]
    public string Address { get; set; } = string.Empty;

    /// <summary>The Secret with the server's shared secret, from which the operator makes short-lived credentials.</summary>
    [Required]
    public SecretReference SecretRef { get; set; } = new();
}
