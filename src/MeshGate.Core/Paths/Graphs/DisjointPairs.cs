namespace MeshGate.Core.Paths.Graphs;

/// <summary>
/// Two ways from one node to each other that share no node but the ends, at the least cost together, for all ends at once (Suurballe and
/// Tarjan, "A quick method for finding shortest pairs of disjoint paths", 1984), in the graph of split nodes.
/// </summary>
public sealed class DisjointPairs
{
    private readonly List<(int To, double Cost)>[] _leaving;
    private readonly List<(int From, double Cost)>[] _arriving;
    private readonly double[] _first;
    private readonly int[] _parent;
    private readonly double[] _second;
    private readonly List<int>[] _children;

    // The arc by which the second way arrives at a place, by its near end, and the place that was settled then.
    private readonly int[] _by;
    private readonly int[] _settled;
    private readonly int _source;

    private DisjointPairs(PathGraph graph, int from)
    {
        int places = graph.Count * 2;
        _leaving = [.. Enumerable.Range(0, places).Select(_ => new List<(int, double)>())];
        _arriving = [.. Enumerable.Range(0, places).Select(_ => new List<(int, double)>())];
        _source = ExitOf(from);
        for (int node = 0; node < graph.Count; node++)
        {
            Link(EntranceOf(node), ExitOf(node), 0);
            foreach ((int next, double cost) in graph.From(node))
            {
                Link(ExitOf(node), EntranceOf(next), cost);
            }
        }

        _first = [.. Enumerable.Repeat(double.PositiveInfinity, places)];
        _second = [.. Enumerable.Repeat(double.PositiveInfinity, places)];
        _parent = [.. Enumerable.Repeat(-1, places)];
        _children = [.. Enumerable.Range(0, places).Select(_ => new List<int>())];
        (_by, _settled) = (new int[places], new int[places]);
    }

    /// <summary>Finds the ways from one node to each other.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="from">The source.</param>
    public static DisjointPairs From(PathGraph graph, int from)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var pairs = new DisjointPairs(graph, from);
        pairs.FindFirst();
        pairs.FindSecond();
        return pairs;
    }

    /// <summary>What both ways to a node cost together; infinite where there are no two.</summary>
    public double CostTo(int node) => (2 * _first[EntranceOf(node)]) + _second[EntranceOf(node)];

    /// <summary>Both ways to a node, from end to end, in no order; none where there are no two.</summary>
    public (int[] One, int[] Other)? To(int node)
    {
        int sink = EntranceOf(node);
        if (ExitOf(node) == _source || double.IsPositiveInfinity(_second[sink]))
        {
            return null;
        }

        HashSet<int> turns = [];
        for (int place = sink; place != _source; place = _settled[place])
        {
            turns.Add(place);
        }

        return (Follow(sink, turns), Follow(sink, turns));
    }

    private static int EntranceOf(int node) => node * 2;

    private static int ExitOf(int node) => (node * 2) + 1;

    private void Link(int from, int to, double cost)
    {
        _leaving[from].Add((to, cost));
        _arriving[to].Add((from, cost));
    }

    // The tree of cheapest ways.
    private void FindFirst()
    {
        var queue = new PriorityQueue<int, double>();
        _first[_source] = 0;
        queue.Enqueue(_source, 0);
        while (queue.TryDequeue(out int place, out double cost))
        {
            if (cost > _first[place])
            {
                continue;
            }

            foreach ((int next, double more) in _leaving[place])
            {
                if (cost + more < _first[next])
                {
                    (_first[next], _parent[next]) = (cost + more, place);
                    queue.Enqueue(next, _first[next]);
                }
            }
        }
    }

    // A place that is settled is taken out of the tree. An arc between two parts that this leaves is a way to its far end that shares nothing
    // with the tree's: as far as the settled place, and then by the arc.
    private void FindSecond()
    {
        for (int place = 0; place < _parent.Length; place++)
        {
            if (_parent[place] >= 0)
            {
                _children[_parent[place]].Add(place);
            }
        }

        int[] part = new int[_parent.Length];
        var isSettled = new bool[_parent.Length];
        int parts = 0;
        var queue = new PriorityQueue<int, double>();
        _second[_source] = 0;
        queue.Enqueue(_source, 0);
        while (queue.TryDequeue(out int place, out double cost))
        {
            if (isSettled[place])
            {
                continue;
            }

            isSettled[place] = true;
            int whole = part[place];
            part[place] = ++parts;
            List<int> moved = [place];
            foreach (List<int> small in AllButTheLargest(place))
            {
                parts++;
                small.ForEach(each => part[each] = parts);
                moved.AddRange(small);
            }

            foreach (int each in moved)
            {
                foreach ((int to, double more) in _leaving[each])
                {
                    Reach(each, to, more);
                }

                foreach ((int from, double more) in _arriving[each])
                {
                    Reach(from, each, more);
                }
            }

            void Reach(int from, int to, double more)
            {
                // What lay in other parts was reached when those parted; the tree's own arcs are the first way.
                if (isSettled[to] || part[from] == part[to] || _parent[to] == from || !(IsOfWhole(from) && IsOfWhole(to)))
                {
                    return;
                }

                double reached = cost + Math.Max(more + _first[from] - _first[to], 0);
                if (reached < _second[to])
                {
                    (_second[to], _by[to], _settled[to]) = (reached, from, place);
                    queue.Enqueue(to, reached);
                }
            }

            bool IsOfWhole(int other) => other == place || (!isSettled[other] && (part[other] == whole || part[other] > part[place]));
        }

        // Walks through all parts around a place at once, until one alone is not walked through.
        List<List<int>> AllButTheLargest(int place)
        {
            List<Walk> walks = [.. AroundInTree(place, -1, isSettled).Select(start => new Walk(start, place))];
            List<List<int>> whole = [];
            while (whole.Count < walks.Count - 1)
            {
                for (int i = 0; i < walks.Count && whole.Count < walks.Count - 1; i++)
                {
                    if (!walks[i].IsDone && walks[i].Step(this, isSettled))
                    {
                        whole.Add(walks[i].Reached);
                    }
                }
            }

            return whole;
        }
    }

    // The unsettled places beside one in the tree, but for the one that a walk came from.
    private IEnumerable<int> AroundInTree(int place, int came, bool[] isSettled)
    {
        foreach (int child in _children[place])
        {
            if (child != came && !isSettled[child])
            {
                yield return child;
            }
        }

        if (_parent[place] is >= 0 and var parent && parent != came && !isSettled[parent])
        {
            yield return parent;
        }
    }

    // The way to a place by the tree, or where the second way joins the first, by that.
    private int[] Follow(int place, HashSet<int> turns)
    {
        var way = new List<int> { place / 2 };
        while (place != _source)
        {
            place = turns.Remove(place) ? _by[place] : _parent[place];
            if (way[^1] != place / 2)
            {
                way.Add(place / 2);
            }
        }

        way.Reverse();
        return [.. way];
    }

    private sealed class Walk(int start, int from)
    {
        private readonly List<int> _came = [from];
        private int _next;

        public List<int> Reached { get; } = [start];

        public bool IsDone => _next == Reached.Count;

        public bool Step(DisjointPairs pairs, bool[] isSettled)
        {
            (int at, int came) = (Reached[_next], _came[_next++]);
            foreach (int beside in pairs.AroundInTree(at, came, isSettled))
            {
                Reached.Add(beside);
                _came.Add(at);
            }

            return IsDone;
        }
    }
}
