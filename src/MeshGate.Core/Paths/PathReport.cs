namespace MeshGate.Core.Paths;

/// <summary>What a node's daemon reports of its path to a peer.</summary>
/// <param name="Node">The node.</param>
/// <param name="Peer">The peer.</param>
public sealed record PathReport(string Node, string Peer)
{
    /// <summary>The path that it sends by; null where none works.</summary>
    public PathKind? Kind { get; init; }

    /// <summary>Whether the session sleeps, since nobody has anything to say: it has no path, and misses none.</summary>
    public bool IsAsleep { get; init; }

    /// <summary>The relay that it sends to, of two in a row both with a plus between; null where it sends to none, or to one that nobody knows.</summary>
    public string? Relay { get; init; }

    /// <summary>Round-trip time in milliseconds, or null.</summary>
    public double? RttMilliseconds { get; init; }

    /// <summary>The share of packets that were lost of late, in percent; null where it is not measured.</summary>
    public int? LossPercent { get; init; }

    /// <summary>Why the path is not direct, in the daemon's words; null where it is.</summary>
    public string? Reason { get; init; }
}
