namespace MeshGate.Traversal.Ice;

/// <summary>
/// Spaces the checks that look for paths, over all peers of a node: Ta of RFC 8445, section 14.2, which also forbids less than 5 ms. Each
/// check is given its turn, first come, first served; after a rest some may go at once. Where the node itself is late (its processor is
/// short, or its peers' are), the space doubles, and halves again once it is not: more checks would only make the answers later. For one
/// thread.
/// </summary>
public sealed class CheckPacer
{
    /// <summary>Between two checks of a node that is in time.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromMilliseconds(5);

    /// <summary>Between two checks of a node that is late again and again.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromMilliseconds(80);

    /// <summary>How many may go at once after a rest: what a few sessions need that wake together.</summary>
    public const int Burst = 64;

    /// <summary>Later than this is late.</summary>
    public static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(50);

    /// <summary>The least time from one doubling or halving to the next.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private TimeSpan _next;
    private TimeSpan _changedAt;

    /// <summary>Between two checks as it is now.</summary>
    public TimeSpan Space { get; private set; } = Least;

    /// <summary>How short of time the node is: 1 where it is in time, up to 16 where it is late again and again.</summary>
    public double Strain => Space / Least;

    /// <summary>Gives a check its turn.</summary>
    /// <param name="now">Monotonic time.</param>
    /// <returns>When it may be sent; not later than <paramref name="now"/> where it may be at once.</returns>
    public TimeSpan Take(TimeSpan now)
    {
        TimeSpan rested = now - ((Burst - 1) * Least);
        TimeSpan turn = _next > rested ? _next : rested;
        _next = turn + Space;
        return turn;
    }

    /// <summary>Notes by how much the node was late for what was due.</summary>
    /// <param name="late">By how much; not late below <see cref="Lateness"/>.</param>
    /// <param name="now">Monotonic time.</param>
    public void Note(TimeSpan late, TimeSpan now)
    {
        if (now - _changedAt < Patience)
        {
            return;
        }

        TimeSpan space = late > Lateness ? Space * 2 : Space / 2;
        Space = space < Least ? Least : space > Most ? Most : space;
        _changedAt = now;
    }
}
