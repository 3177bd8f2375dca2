using System.Collections.Immutable;
using MeshGate.Core.Paths.Graphs;

namespace MeshGate.Core.Tests.Paths;

public sealed class DisjointPairsTests
{
    [Fact]
    public void From_FindsTwoWaysThatShareNoNode_AtTheLeastCostTogether_WhereverThereAreTwo()
    {
        for (int seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var graph = new PathGraph(random.Next(3, 16));
            for (int i = random.Next(graph.Count * 3); i >= 0; i--)
            {
                (int one, int other) = (random.Next(graph.Count), random.Next(graph.Count));
                if (one != other)
                {
                    graph.Link(one, other, random.Next(4) == 0 ? random.Next(4) : random.NextDouble() * 10);
                }
            }

            var pairs = DisjointPairs.From(graph, 0);
            Assert.Null(pairs.To(0));
            for (int to = 1; to < graph.Count; to++)
            {
                ImmutableArray<GraphPath> expected = DisjointPaths.Cheapest(graph, 0, to, 2);
                if (expected.Length < 2)
                {
                    Assert.Null(pairs.To(to));
                    continue;
                }

                Assert.NotNull(pairs.To(to));
                (int[] one, int[] other) = pairs.To(to)!.Value;
                Assert.Equal((0, 0, to, to), (one[0], other[0], one[^1], other[^1]));
                Assert.Empty(one[1..^1].Intersect(other[1..^1]));
                Assert.Distinct(one);
                Assert.Distinct(other);
                Assert.Equal(expected.Sum(path => path.Cost), pairs.CostTo(to), 9);
                Assert.Equal(expected.Sum(path => path.Cost), CostOf(one) + CostOf(other), 9);
            }

            double CostOf(int[] way) => way.Zip(way.Skip(1)).Sum(link => graph.CostOf(link.First, link.Second));
        }
    }
}
