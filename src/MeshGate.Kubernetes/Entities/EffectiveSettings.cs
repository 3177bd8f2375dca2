using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>The settings in force for one node. Durations are Kubernetes duration strings such as <c>25s</c>.</summary>
public sealed record EffectiveSettings
{
    /// <summary>The address ranges of the mesh, in CIDR notation; the daemon routes them to the tunnel.</summary>
    [Items(0, 8)]
    [Length(1, 49)]
    public IReadOnlyList<string> MeshCIDRs { get; set; } = [];

    /// <summary>MTU of the tunnel in bytes; one value that fits every path.</summary>
    [RangeMinimum(1280)]
    [RangeMaximum(65535)]
    public int Mtu { get; set; } = 1380;

    /// <summary>STUN servers as <c>host:port</c>, asked in this order.</summary>
    [Items(0, 8)]
    [Length(3, 261)]
    [Pattern(SchemaPatterns.HostAndPort)]
    public IReadOnlyList<string> StunServers { get; set; } = [];

    /// <summary>The ceiling of WireGuard's persistent keepalive; 10s at most until a node has measured how long its NAT holds a mapping.</summary>
    [Length(1, 32)]
    [Pattern(SchemaPatterns.Duration)]
    public string KeepAliveInterval { get; set; } = "25s";

    /// <summary>How often the public addresses are discovered anew.</summary>
    [Length(1, 32)]
    [Pattern(SchemaPatterns.Duration)]
    public string DiscoveryInterval { get; set; } = "30s";

    /// <summary>Whether the router is asked for a port (PCP, NAT-PMP, UPnP).</summary>
    public bool PortMapping { get; set; } = true;

    /// <summary>How often the daemon renews its heartbeat Lease.</summary>
    [Length(1, 32)]
    [Pattern(SchemaPatterns.Duration)]
    public string HeartbeatInterval { get; set; } = "10s";

    /// <summary>The time one round of path checks has.</summary>
    [Length(1, 32)]
    [Pattern(SchemaPatterns.Duration)]
    public string CheckTimeout { get; set; } = "10s";

    /// <summary>Rounds of path checks after the first before a path counts as impossible for now.</summary>
    [RangeMinimum(0)]
    [RangeMaximum(100)]
    public int CheckRetries { get; set; } = 3;

    /// <summary>Whether the node tells the addresses that STUN servers saw, so that both ends can send at once.</summary>
    public bool HolePunching { get; set; } = true;

    /// <summary>Whether relays are used where no direct path is found.</summary>
    public bool Relay { get; set; } = true;

    /// <summary>How many sessions stay awake; all do where it is absent.</summary>
    public EffectiveConnections? Connections { get; set; }

    /// <summary>What happens when a path dies.</summary>
    public EffectiveFailover? Failover { get; set; }

    /// <summary>How relays and servers are chosen, and when one that fails is left alone; the defaults where it is absent.</summary>
    public EffectiveLoadBalancer? LoadBalancer { get; set; }
}
