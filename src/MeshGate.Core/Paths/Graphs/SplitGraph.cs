namespace MeshGate.Core.Paths.Graphs;

/// <summary>
/// A graph in which each node is two, an entrance and an exit with one arc between them, so that what goes through it goes once
/// (Bhandari, 1999). Flow of one unit runs along arcs; sending a unit back along an arc takes it away again.
/// </summary>
internal sealed class SplitGraph
{
    private readonly List<(int To, double Cost, bool IsFree)> _arcs = [];
    private readonly List<int>[] _leaving;
    private readonly double[] _potentials;

    /// <summary>Splits a graph.</summary>
    public SplitGraph(PathGraph graph)
    {
        _leaving = [.. Enumerable.Range(0, graph.Count * 2).Select(_ => new List<int>())];
        _potentials = new double[_leaving.Length];
        for (int node = 0; node < graph.Count; node++)
        {
            AddArc(EntranceOf(node), ExitOf(node), 0);
            foreach ((int next, double cost) in graph.From(node))
            {
                AddArc(ExitOf(node), EntranceOf(next), cost);
            }
        }
    }

    /// <summary>Sends one more unit the cheapest way, giving up parts of earlier ways where that is cheaper for all together (Suurballe, 1974).</summary>
    /// <returns>Whether there was a way.</returns>
    public bool Send(int from, int to)
    {
        (int source, int sink) = (ExitOf(from), EntranceOf(to));
        double[] costs = [.. Enumerable.Repeat(double.PositiveInfinity, _leaving.Length)];
        int[] by = new int[_leaving.Length];
        var queue = new PriorityQueue<int, (double, int)>();
        costs[source] = 0;
        queue.Enqueue(source, (0, source));
        while (queue.TryDequeue(out int place, out (double Cost, int) reached))
        {
            if (reached.Cost > costs[place])
            {
                continue;
            }

            foreach (int arc in _leaving[place].Where(arc => _arcs[arc].IsFree))
            {
                // Potentials (Johnson, 1977) keep the costs of arcs that lead back from being negative; rounding must not either.
                (int next, double cost, _) = _arcs[arc];
                double sum = costs[place] + Math.Max(cost + _potentials[place] - _potentials[next], 0);
                if (sum < costs[next])
                {
                    costs[next] = sum;
                    by[next] = arc;
                    queue.Enqueue(next, (sum, next));
                }
            }
        }

        if (double.IsPositiveInfinity(costs[sink]))
        {
            return false;
        }

        for (int place = 0; place < _potentials.Length; place++)
        {
            _potentials[place] += Math.Min(costs[place], costs[sink]);
        }

        for (int place = sink; place != source; place = _arcs[by[place] ^ 1].To)
        {
            _arcs[by[place]] = _arcs[by[place]] with { IsFree = false };
            _arcs[by[place] ^ 1] = _arcs[by[place] ^ 1] with { IsFree = true };
        }

        return true;
    }

    /// <summary>The node that a unit that leaves a node goes to, for each such unit.</summary>
    public IEnumerable<int> NextAfter(int node) => _leaving[ExitOf(node)]
        .Where(arc => arc % 2 == 0 && !_arcs[arc].IsFree)
        .Select(arc => _arcs[arc].To / 2);

    private static int EntranceOf(int node) => node * 2;

    private static int ExitOf(int node) => (node * 2) + 1;

    // Each arc is followed by the one that leads back.
    private void AddArc(int from, int to, double cost)
    {
        _leaving[from].Add(_arcs.Count);
        _arcs.Add((to, cost, true));
        _leaving[to].Add(_arcs.Count);
        _arcs.Add((from, -cost, false));
    }
}
