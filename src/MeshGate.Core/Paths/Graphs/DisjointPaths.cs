using System.Collections.Immutable;

namespace MeshGate.Core.Paths.Graphs;

/// <summary>Ways between two nodes that share no node but the ends.</summary>
public static class DisjointPaths
{
    /// <summary>As many such ways as there are, up to a number, at the least cost together (Suurballe, 1974; Bhandari, 1999), the cheapest first.</summary>
    public static ImmutableArray<GraphPath> Cheapest(PathGraph graph, int from, int to, int most)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentOutOfRangeException.ThrowIfEqual(from, to);
        var flow = new SplitGraph(graph);
        for (int i = 0; i < most && flow.Send(from, to); i++)
        {
            // Each unit is one way more.
        }

        return
        [
            .. flow.NextAfter(from)
                .Select(first => Follow(graph, flow, from, first, to))
                .OrderBy(path => path.Cost)
                .ThenBy(path => path.Nodes.Length)
                .ThenBy(path => path.Nodes[1]),
        ];
    }

    /// <summary>
    /// Such ways, the cheapest first, each avoiding what can fail together with nodes of those before; where that finds no more, they
    /// share no node at least. To avoid what fails together at the least cost is too hard to do exactly (Hu, 2003): the first way is the
    /// cheapest of all, and where choosing one after the other finds fewer than there are, those of <see cref="Cheapest"/> are taken.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="from">One end.</param>
    /// <param name="to">The other end.</param>
    /// <param name="most">The most ways.</param>
    /// <param name="failTogether">Whether one failure can take both of two nodes.</param>
    public static ImmutableArray<GraphPath> Spread(PathGraph graph, int from, int to, int most, Func<int, int, bool> failTogether)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(failTogether);
        var found = new List<GraphPath>();
        var used = new HashSet<int>();
        bool isDirectUsed = false;
        while (found.Count < most && ((Find(isApart: true) ?? Find(isApart: false)) is { } path))
        {
            found.Add(path);
            used.UnionWith(path.Inner);
            isDirectUsed |= path.Inner.IsEmpty;
        }

        ImmutableArray<GraphPath> cheapest = found.Count < most ? Cheapest(graph, from, to, most) : [];
        return cheapest.Length > found.Count ? cheapest : [.. found];

        GraphPath? Find(bool isApart) => ShortestPath.Find(graph, from, to, (one, next) =>
            next == to ? one != from || !isDirectUsed
            : !used.Contains(next) && !(isApart && used.Any(other => failTogether(other, next))));
    }

    private static GraphPath Follow(PathGraph graph, SplitGraph flow, int from, int first, int to)
    {
        var nodes = new List<int> { from, first };
        double cost = graph.CostOf(from, first);
        while (nodes[^1] != to)
        {
            int next = flow.NextAfter(nodes[^1]).First();
            cost += graph.CostOf(nodes[^1], next);
            nodes.Add(next);
        }

        return new GraphPath([.. nodes], cost);
    }
}
