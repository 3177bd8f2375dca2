using System.Collections.Immutable;

namespace MeshGate.Core.Paths.Graphs;

/// <summary>The cheapest way between two nodes (Dijkstra, 1959). Of several that are as cheap, the one with the fewest nodes, then the smaller numbers.</summary>
public static class ShortestPath
{
    /// <summary>Finds it.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="from">One end.</param>
    /// <param name="to">The other end.</param>
    /// <param name="mayUse">Which links may be used, by their ends; null for all.</param>
    /// <returns>The way, or null where there is none.</returns>
    public static GraphPath? Find(PathGraph graph, int from, int to, Func<int, int, bool>? mayUse = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var best = new (double Cost, int Hops, int Before)?[graph.Count];
        var isSettled = new bool[graph.Count];
        var queue = new PriorityQueue<int, (double, int, int)>();
        best[from] = (0, 0, from);
        queue.Enqueue(from, (0, 0, from));
        while (queue.TryDequeue(out int node, out _))
        {
            if (isSettled[node])
            {
                continue;
            }

            isSettled[node] = true;
            if (node == to)
            {
                return new GraphPath(WayTo(to), best[to]!.Value.Cost);
            }

            foreach ((int next, double cost) in graph.From(node).Where(link => !isSettled[link.Node] && mayUse?.Invoke(node, link.Node) != false))
            {
                (double, int, int) reached = (best[node]!.Value.Cost + cost, best[node]!.Value.Hops + 1, node);
                if (best[next] is not { } known || reached.CompareTo(known) < 0)
                {
                    best[next] = reached;
                    queue.Enqueue(next, (reached.Item1, reached.Item2, next));
                }
            }
        }

        return null;

        ImmutableArray<int> WayTo(int node)
        {
            var way = new List<int> { node };
            while (way[^1] != from)
            {
                way.Add(best[way[^1]]!.Value.Before);
            }

            way.Reverse();
            return [.. way];
        }
    }
}
