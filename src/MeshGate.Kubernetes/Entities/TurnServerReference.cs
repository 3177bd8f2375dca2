using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>A TURN server and where its shared secret lies.</summary>
public sealed record TurnServerReference
{
    /// <summary>The server as <c>host:port</c>.</summary>
    [Required]
    [ReadBy(ReadByAttribute.Operator, ReadByAttribute.Daemon)]
    [Length(3, 261)]
    [Pattern(SchemaPatterns.HostAndPort)]
    public string Address { get; set; } = string.Empty;

    /// <summary>
    /// How nodes speak with the server: Udp, Tcp, or Tls. A server that is listed with several is asked over UDP first; the others are for
    /// networks that let no UDP out.
    /// </summary>
    [ReadBy(ReadByAttribute.Operator, ReadByAttribute.Daemon)]
    [DefaultValue("\"Udp\"")]
    public TurnTransport? Transport { get; set; }

    /// <summary>
    /// With Tls: the authorities that the server's certificate must come from, in PEM. Without, those that the node's system trusts.
    /// </summary>
    [ReadBy(ReadByAttribute.Operator, ReadByAttribute.Daemon)]
    [Length(1, 8192)]
    public string? CaCertificate { get; set; }

    /// <summary>With Tls: the name that the server's certificate must have. Without, the host of the address.</summary>
    [ReadBy(ReadByAttribute.Operator, ReadByAttribute.Daemon)]
    [Length(1, 253)]
    [Pattern(SchemaPatterns.ObjectName)]
    public string? ServerName { get; set; }

    /// <summary>
    /// The Secret with the server's shared secret (coturn's <c>static-auth-secret</c>), from which the operator makes credentials that
    /// live for a day.
    /// </summary>
    [Required]
    public SecretReference SecretRef { get; set; } = new();
}
