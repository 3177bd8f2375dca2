using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>How the nodes find their public addresses and pass NATs.</summary>
public sealed record NatTraversalSettings
{
    /// <summary>STUN servers (RFC 8489) as <c>host:port</c>, asked in this order; two at different addresses show how a NAT maps. At most 8.</summary>
    [Items(0, 8)]
    [Length(3, 261)]
    [Pattern(SchemaPatterns.HostAndPort)]
    public IReadOnlyList<string>? StunServers { get; set; }

    /// <summary>WireGuard's persistent keepalive. A Kubernetes duration string, 1s to 5m; default 10s.</summary>
    [DefaultValue("\"10s\"")]
    [Pattern(SchemaPatterns.Duration)]
    [Length(1, 32)]
    [ValidationRule("duration(self) >= duration('1s') && duration(self) <= duration('5m')", message: "must lie between 1s and 5m")]
    public string? KeepAliveInterval { get; set; }

    /// <summary>How often public addresses are discovered anew. A Kubernetes duration string, 5s to 1h; default 30s.</summary>
    [DefaultValue("\"30s\"")]
    [Pattern(SchemaPatterns.Duration)]
    [Length(1, 32)]
    [ValidationRule("duration(self) >= duration('5s') && duration(self) <= duration('1h')", message: "must lie between 5s and 1h")]
    public string? DiscoveryInterval { get; set; }
}
