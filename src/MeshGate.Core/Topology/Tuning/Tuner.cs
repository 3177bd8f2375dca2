using System.Collections.Immutable;

namespace MeshGate.Core.Topology.Tuning;

/// <summary>
/// Lets measurements change what was chosen, slowly: a change must be worth it in several intervals in a row, and each segment changes
/// few things in an interval. Measurements that flap therefore move nothing.
/// </summary>
internal sealed class Tuner
{
    /// <summary>For how many intervals in a row a link must be worth changing.</summary>
    public const int LinkHold = 3;

    /// <summary>The same of a hub: every node below it is told of another.</summary>
    public const int HubHold = 10;

    private const int LoadHold = 3;
    private const int MostMoves = 4;
    private const int LoadClasses = 4;

    private readonly TuningState? _before;
    private readonly long? _interval;
    private readonly Dictionary<string, HeldWish> _held;
    private readonly List<HeldWish> _waiting = [];
    private readonly Dictionary<string, HeldLoad> _heldLoads;
    private readonly Dictionary<string, HeldLoad> _loads;

    /// <summary>Begins with what the plan in force remembers.</summary>
    /// <param name="interval">The number of the interval; null where measurements are to move nothing.</param>
    /// <param name="before">What the plan in force remembers, or null.</param>
    public Tuner(long? interval, TuningState? before)
    {
        (_interval, _before) = (interval, before);
        IsDue = interval is not null && before?.Interval != interval;
        _held = (before is null ? [] : before.Wishes).ToDictionary(wish => wish.About, StringComparer.Ordinal);
        _heldLoads = (before is null ? [] : before.Loads).ToDictionary(load => load.Node, StringComparer.Ordinal);
        _loads = IsDue ? new(StringComparer.Ordinal) : _heldLoads;
    }

    /// <summary>Whether measurements are to be weighed in this plan: once an interval.</summary>
    public bool IsDue { get; }

    /// <summary>What to remember for the next plan.</summary>
    public TuningState? Next => !IsDue ? _before : new TuningState(
        _interval!.Value,
        [.. _waiting.OrderBy(wish => wish.About, StringComparer.Ordinal)],
        [.. _loads.Values.OrderBy(load => load.Node, StringComparer.Ordinal)]);

    /// <summary>The change that waits about a node or segment, or null.</summary>
    public HeldWish? WaitingFor(string about) => _held.GetValueOrDefault(about);

    /// <summary>Takes note of the changes that are worth it in one segment, one about each node at most.</summary>
    /// <param name="wishes">The changes.</param>
    /// <param name="hold">For how many intervals in a row they must be.</param>
    /// <returns>Those that have been so for long enough, the best first.</returns>
    public ImmutableArray<Wish> Ripen(IEnumerable<Wish> wishes, int hold)
    {
        var ripe = new List<Wish>();
        foreach (Wish wish in wishes.OrderByDescending(wish => wish.Gain).ThenBy(wish => wish.About, StringComparer.Ordinal))
        {
            int intervals = 1 + (_held.GetValueOrDefault(wish.About) is { } held && (held.From, held.To) == (wish.From, wish.To) ? held.Intervals : 0);
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

    /// <summary>A node with the share that its load leaves it: of the four quarters of what it can carry those that are free, and one at least.</summary>
    public MeshNodeSnapshot Share(MeshNodeSnapshot node)
    {
        if (IsDue && node.Load is { } reported)
        {
            Weigh(node.Name, reported);
        }

        if (_loads.GetValueOrDefault(node.Name) is not { Class: > 0 } load)
        {
            return node;
        }

        return node with { Weight = Left(node.Weight, load.Class), Relay = node.Relay is { } relay ? relay with { Weight = Left(relay.Weight, load.Class) } : null };
    }

    private static int Left(int weight, int load) => weight == 0 ? 0 : Math.Max(weight * (LoadClasses - load) / LoadClasses, 1);

    private void Weigh(string node, double load)
    {
        int now = Math.Clamp((int)(load * LoadClasses), 0, LoadClasses - 1);
        HeldLoad before = _heldLoads.GetValueOrDefault(node) ?? new HeldLoad(node, now, now, 0);
        int intervals = now == before.Class ? 0 : now == before.Next ? before.Intervals + 1 : 1;
        _loads[node] = intervals >= LoadHold ? new HeldLoad(node, now, now, 0) : new HeldLoad(node, before.Class, now, intervals);
    }
}
