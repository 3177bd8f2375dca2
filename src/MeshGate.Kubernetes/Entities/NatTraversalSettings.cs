using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>How the nodes find their public addresses and pass NATs.</summary>
public sealed record NatTraversalSettings
{
    /// <summary>Off: no STUN server is asked, and a node has only its machine's own addresses and its declared endpoint.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [DefaultValue("true")]
    public bool? Enabled { get; set; }

    /// <summary>
    /// STUN servers (RFC 8489) as <c>host:port</c>, asked in this order; two at different addresses show how a NAT maps. At
    /// most 8.
    /// </summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [Items(0, 8)]
    [Length(3, 261)]
    [Pattern(SchemaPatterns.HostAndPort)]
    public IReadOnlyList<string>? StunServers { get; set; }

    /// <summary>
    /// TURN servers (RFC 8656) for peers that neither a direct path nor a relay node leads to; the one that answers fastest is used. A
    /// server may be listed once with each transport. At most 8.
    /// </summary>
    [ReadBy(ReadByAttribute.Operator, ReadByAttribute.Daemon)]
    [Items(0, 8)]
    [XListType(ListType.Map)]
    [XListMapKeys("address", "transport")]
    public IReadOnlyList<TurnServerReference>? TurnServers { get; set; }

    /// <summary>How often public addresses are discovered anew.</summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [DefaultValue("\"30s\"")]
    [DurationRange("5s", "1h")]
    public string? DiscoveryInterval { get; set; }

    /// <summary>
    /// The most time between two packets that hold a NAT's mapping; 10s at most until a node has measured how long its NAT
    /// holds one.
    /// </summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [DefaultValue("\"25s\"")]
    [DurationRange("1s", "5m")]
    public string? KeepAliveInterval { get; set; }

    /// <summary>Rounds of path checks after the first before a path counts as impossible for now.</summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [Unit("rounds")]
    [DefaultValue("3")]
    [RangeMinimum(0)]
    [RangeMaximum(100)]
    public int? MaxRetries { get; set; }

    /// <summary>The time one round of path checks has.</summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [DefaultValue("\"10s\"")]
    [DurationRange("1s", "1m")]
    public string? Timeout { get; set; }

    /// <summary>Whether relays are used where no direct path is found.</summary>
    [ReadBy(ReadByAttribute.Operator, ReadByAttribute.Daemon)]
    [DefaultValue("true")]
    public bool? Relay { get; set; }

    /// <summary>
    /// Whether both ends send at once to open their NATs. Off: a node does not tell the addresses that STUN servers saw, and is
    /// reached directly only at its machine's own addresses, its declared endpoint and a mapped port, or by whom it can reach.
    /// </summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [DefaultValue("true")]
    public bool? HolePunching { get; set; }

    /// <summary>Whether the router is asked for a port (PCP, NAT-PMP, UPnP).</summary>
    [ReadBy(ReadByAttribute.Daemon)]
    [DefaultValue("true")]
    public bool? PortMapping { get; set; }
}
