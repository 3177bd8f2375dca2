using MeshGate.Core.Paths.Graphs;

namespace MeshGate.Core.Tests.Paths;

/// <summary>Small graphs, drawn from a seed, and every way through them.</summary>
internal static class RandomGraph
{
    public static PathGraph Draw(int seed)
    {
        var random = new Random(seed);
        var graph = new PathGraph(random.Next(2, 8));
        double density = random.NextDouble();
        for (int one = 0; one < graph.Count; one++)
        {
            for (int other = one + 1; other < graph.Count; other++)
            {
                if (random.NextDouble() < density)
                {
                    graph.Link(one, other, random.Next(0, 20));
                }
            }
        }

        return graph;
    }

    /// <summary>Every way from 0 to 1 on which no node is twice.</summary>
    public static List<GraphPath> Ways(PathGraph graph)
    {
        var ways = new List<GraphPath>();
        Walk([0], 0);
        return ways;

        void Walk(List<int> way, double cost)
        {
            if (way[^1] == 1)
            {
                ways.Add(new GraphPath([.. way], cost));
                return;
            }

            foreach ((int next, double step) in graph.From(way[^1]).Where(link => !way.Contains(link.Node)).ToList())
            {
                Walk([.. way, next], cost + step);
            }
        }
    }

    /// <summary>The least cost of so many ways that share no node; null where there are not as many.</summary>
    public static double? LeastCost(List<GraphPath> ways, int count, int from = 0)
        => count == 0
            ? 0
            : Enumerable.Range(from, Math.Max(ways.Count - from, 0))
                .Select(at => ways[at].Cost + LeastCost([.. ways.Take(at + 1), .. ways.Skip(at + 1).Where(way => AreDisjoint(way, ways[at]))], count - 1, at + 1))
                .Min();

    public static bool AreDisjoint(GraphPath one, GraphPath other)
        => !one.Inner.Intersect(other.Inner).Any() && !(one.Inner.IsEmpty && other.Inner.IsEmpty);
}
