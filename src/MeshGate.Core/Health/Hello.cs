namespace MeshGate.Core.Health;

/// <summary>
/// One hello: what its sender sent and heard, after the ideas of BFD (RFC 5880). No time of one machine is ever compared with another's:
/// a round trip is measured by the end that began it, less the time that the other end says to have held the answer.
/// </summary>
public readonly record struct Hello
{
    /// <summary>Drawn anew by each start of the sender; not 0.</summary>
    public required uint Session { get; init; }

    /// <summary>Counts the sender's hellos in this session, from 1; wraps around.</summary>
    public required uint Sequence { get; init; }

    /// <summary>The session of the receiver's that the sender last heard; 0 for none.</summary>
    public uint HeardSession { get; init; }

    /// <summary>The highest sequence heard in it.</summary>
    public uint Heard { get; init; }

    /// <summary>Which of the 32 sequences up to it were heard; the lowest bit is the highest.</summary>
    public uint HeardBefore { get; init; }

    /// <summary>How long ago the highest was heard.</summary>
    public TimeSpan Held { get; init; }

    /// <summary>The time between two hellos of the sender, as it sends now.</summary>
    public TimeSpan Interval { get; init; }

    /// <summary>What the sender thinks of the session.</summary>
    public HelloState State { get; init; }

    /// <summary>Whether an answer is wanted at once (the poll bit of RFC 5880, section 6.5).</summary>
    public bool IsPoll { get; init; }

    /// <summary>Whether the session carries traffic, so that both ends send often.</summary>
    public bool IsActive { get; init; }
}
