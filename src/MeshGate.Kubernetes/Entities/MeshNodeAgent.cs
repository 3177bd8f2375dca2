using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>A daemon's report about its own machine. Written on a change that means something, not on every measurement.</summary>
public sealed record MeshNodeAgent
{
    /// <summary>The node's WireGuard public key, base64 of 32 bytes (44 characters).</summary>
    [Length(44, 44)]
    [Pattern(SchemaPatterns.PublicKey)]
    public string? PublicKey { get; set; }

    /// <summary>WireGuard's UDP port in use on this machine.</summary>
    [RangeMinimum(1)]
    [RangeMaximum(65535)]
    public int? ListenPort { get; set; }

    /// <summary>Addresses at which peers may reach this node, best first, at most 8.</summary>
    [Items(0, 8)]
    public IReadOnlyList<Candidate>? Candidates { get; set; }

    /// <summary>What was found out about the NATs in front of this node.</summary>
    public NatBehavior? Nat { get; set; }

    /// <summary>The port that the router lends (PCP, NAT-PMP, UPnP).</summary>
    public PortMappingStatus? PortMapping { get; set; }

    /// <summary>The revision of the assignment that is in force on the machine.</summary>
    [Length(0, 128)]
    public string? AppliedRevision { get; set; }

    /// <summary>The daemon's version.</summary>
    [Length(0, 64)]
    public string? Version { get; set; }

    /// <summary>How much of what this node may carry for others is in use, in percent of its pairs; absent where it is no relay.</summary>
    [RangeMinimum(0)]
    [RangeMaximum(100)]
    public int? RelayLoadPercent { get; set; }

    /// <summary>The most peers of a report; of more those that sleep are left out.</summary>
    public const int MaxPeers = 200;

    /// <summary>One summary for each peer, ordered by name.</summary>
    [Items(0, MaxPeers)]
    public IReadOnlyList<PeerSummary>? Peers { get; set; }

    /// <summary>How many sessions are awake; absent where none sleeps.</summary>
    public ConnectionsReport? Connections { get; set; }

    /// <summary>A line for each MeshRoute to networks that this node follows, ordered by its name.</summary>
    [Items(0, 64)]
    public IReadOnlyList<GatewayReport>? Gateways { get; set; }

    /// <summary>What this node leaves alone for a while, since it failed again and again, ordered by kind and name; absent where that is nothing.</summary>
    [Items(0, 32)]
    public IReadOnlyList<BreakerReport>? Breakers { get; set; }

    /// <summary>The daemon's own conditions: WireGuardReady, StunReachable, TurnReachable, AssignmentApplied; of a relay, RelayReachable, and while it drains RelayDrained; of a gateway, Forwarding.</summary>
    [Items(0, 16)]
    [XListType(ListType.Map)]
    [XListMapKeys("type")]
    public IReadOnlyList<Condition>? Conditions { get; set; }
}
