using MeshGate.Traversal.Discovery;

namespace MeshGate.Traversal.Reachability;

/// <summary>How a machine stands over one address family. Several NATs in a row count as one that has the worst of each.</summary>
public sealed record FamilyStandpoint
{
    /// <summary>How its port is mapped.</summary>
    public MappingBehavior Mapping { get; init; }

    /// <summary>What is let in; a firewall without a NAT counts as well.</summary>
    public FilteringBehavior Filtering { get; init; }

    /// <summary>Whether an outside port is lent to it (PCP, NAT-PMP, UPnP) or forwarded by hand, open to everybody.</summary>
    public bool IsPortMapped { get; init; }

    /// <summary>Whether its NAT keeps the machine's own port where it can, so that a peer may guess the address.</summary>
    public bool PreservesPorts { get; init; }

    /// <summary>Whether the NAT takes packets from its inside to its own outside address (RFC 4787, section 6); null when not known.</summary>
    public bool? Hairpin { get; init; }

    /// <summary>What tells its outermost NAT from others, usually the outside address; null when there is none or it is not known.</summary>
    public string? Nat { get; init; }

    /// <summary>What tells its private network from others: machines of one reach each other there. Null when not known.</summary>
    public string? Lan { get; init; }
}
