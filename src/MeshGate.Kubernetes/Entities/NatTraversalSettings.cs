namespace MeshGate.Kubernetes.Entities;

/// <summary>How the nodes find their public addresses and pass NATs.</summary>
public sealed record NatTraversalSettings
{
    /// <summary>STUN servers (RFC 8489) as <c>host:port</c>, asked in this order; two at different addresses show how a NAT maps. At most 8.</summary>
    public IReadOnlyList<string>? StunServers { get; set; }

    /// <summary>WireGuard's persistent keepalive. A Kubernetes duration string, 1s to 5m; default 10s.</summary>
    public string? KeepAliveInterval { get; set; }

    /// <summary>How often public addresses are discovered anew. A Kubernetes duration string, 5s to 1h; default 30s.</summary>
    public string? DiscoveryInterval { get; set; }
}
