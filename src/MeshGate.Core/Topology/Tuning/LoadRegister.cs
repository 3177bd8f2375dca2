using System.Collections.Immutable;

namespace MeshGate.Core.Topology.Tuning;

/// <summary>How loaded hubs and relays count as: a load that lasts takes away from the share of what is done for others, a peak does not.</summary>
internal sealed class LoadRegister
{
    private const int LoadHold = 3;
    private const int LoadClasses = 4;

    private readonly ImmutableArray<HeldLoad> _held;
    private readonly Dictionary<string, HeldLoad>? _weighed;

    /// <summary>Begins with what the plan in force remembers.</summary>
    /// <param name="nodes">The nodes that report anew; null where loads are not to be weighed in this plan.</param>
    /// <param name="before">What the plan in force remembers, or null.</param>
    public LoadRegister(ImmutableArray<MeshNodeSnapshot>? nodes, TuningState? before)
    {
        _held = before is null ? [] : before.Loads;
        if (nodes is null)
        {
            return;
        }

        _weighed = new(StringComparer.Ordinal);
        foreach (MeshNodeSnapshot node in nodes)
        {
            if (node.Load is { } load)
            {
                _weighed[node.Name] = Weigh(node.Name, load);
            }
        }
    }

    /// <summary>What to remember of loads for the next plan, ordered by node.</summary>
    public ImmutableArray<HeldLoad> Next => _weighed is null ? _held : [.. _weighed.Values.OrderBy(load => load.Node, StringComparer.Ordinal)];

    /// <summary>How loaded a node counts as, in quarters of what it can carry.</summary>
    public int ClassOf(MeshNodeSnapshot node) => (_weighed is null ? Held(node.Name) : _weighed.GetValueOrDefault(node.Name))?.Class ?? 0;

    /// <summary>A node with the share that its load leaves it: of the four quarters of what it can carry those that are free, and one at least.</summary>
    public static MeshNodeSnapshot Lessen(MeshNodeSnapshot node, int loadClass) => loadClass == 0
        ? node
        : node with { Weight = Left(node.Weight, loadClass), Relay = node.Relay is { } relay ? relay with { Weight = Left(relay.Weight, loadClass) } : null };

    private static int Left(int weight, int load) => weight == 0 ? 0 : Math.Max(weight * (LoadClasses - load) / LoadClasses, 1);

    private HeldLoad? Held(string node)
    {
        int at = Sorted.Find(_held.AsSpan(), node, static load => load.Node);
        return at < 0 ? null : _held[at];
    }

    private HeldLoad Weigh(string node, double load)
    {
        int now = Math.Clamp((int)(load * LoadClasses), 0, LoadClasses - 1);
        HeldLoad before = Held(node) ?? new HeldLoad(node, now, now, 0);
        int intervals = now == before.Class ? 0 : now == before.Next ? before.Intervals + 1 : 1;
        return intervals >= LoadHold ? new HeldLoad(node, now, now, 0) : new HeldLoad(node, before.Class, now, intervals);
    }
}
