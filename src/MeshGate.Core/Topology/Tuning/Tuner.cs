using System.Collections.Immutable;

namespace MeshGate.Core.Topology.Tuning;

/// <summary>
/// Lets measurements change what was chosen, slowly: a change must be worth it in several intervals in a row, and each segment changes
/// few things in an interval. Measurements that flap therefore move nothing. There is one for each segment.
/// </summary>
internal sealed class Tuner
{
    /// <summary>For how many intervals in a row a link must be worth changing.</summary>
    public const int LinkHold = 3;

    /// <summary>The same of a hub: every node below it is told of another.</summary>
    public const int HubHold = 10;

    private const int MostMoves = 4;

    private readonly ImmutableArray<HeldWish> _held;
    private readonly List<HeldWish> _waiting = [];

    /// <summary>Begins with what the plan in force remembers.</summary>
    /// <param name="isDue">Whether measurements are to be weighed in this plan.</param>
    /// <param name="held">The changes that wait, ordered by what they are about.</param>
    public Tuner(bool isDue, ImmutableArray<HeldWish> held) => (IsDue, _held) = (isDue, held);

    /// <summary>Whether measurements are to be weighed in this plan: once an interval.</summary>
    public bool IsDue { get; }

    /// <summary>The changes in its segment that wait on.</summary>
    public ImmutableArray<HeldWish> Waiting => [.. _waiting];

    /// <summary>The change that waits about a node or segment, or null.</summary>
    public HeldWish? WaitingFor(string about)
    {
        int at = Sorted.Find(_held.AsSpan(), about, static wish => wish.About);
        return at < 0 ? null : _held[at];
    }

    /// <summary>Takes note of the changes that are worth it in one segment, one about each node at most.</summary>
    /// <param name="wishes">The changes.</param>
    /// <param name="hold">For how many intervals in a row they must be.</param>
    /// <returns>Those that have been so for long enough, the best first.</returns>
    public ImmutableArray<Wish> Ripen(IEnumerable<Wish> wishes, int hold)
    {
        var ripe = new List<Wish>();
        foreach (Wish wish in wishes.OrderByDescending(wish => wish.Gain).ThenBy(wish => wish.About, StringComparer.Ordinal))
        {
            int intervals = 1 + (WaitingFor(wish.About) is { } held && (held.From, held.To) == (wish.From, wish.To) ? held.Intervals : 0);
            if (intervals >= hold && ripe.Count < MostMoves)
            {
                ripe.Add(wish);
            }
            else
            {
                _waiting.Add(new HeldWish(wish.About, wish.From, wish.To, Math.Min(intervals, hold)));
            }
        }

        return [.. ripe];
    }
}
