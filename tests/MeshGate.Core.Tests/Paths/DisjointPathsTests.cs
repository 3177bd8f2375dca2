using System.Collections.Immutable;
using MeshGate.Core.Paths.Graphs;

namespace MeshGate.Core.Tests.Paths;

public sealed class DisjointPathsTests
{
    private const int Graphs = 2000;

    [Fact]
    public void ShortestPath_IsTheCheapestOfAll()
    {
        for (int seed = 0; seed < Graphs; seed++)
        {
            PathGraph graph = RandomGraph.Draw(seed);
            List<GraphPath> ways = RandomGraph.Ways(graph);
            GraphPath? found = ShortestPath.Find(graph, 0, 1);
            Assert.Equal(ways.Count == 0 ? null : ways.Min(way => way.Cost), found?.Cost);
        }
    }

    [Fact]
    public void Cheapest_FindsAsManyAsThereAre_AtTheLeastCost_WithoutLoop()
    {
        for (int seed = 0; seed < Graphs; seed++)
        {
            PathGraph graph = RandomGraph.Draw(seed);
            List<GraphPath> ways = RandomGraph.Ways(graph);
            ImmutableArray<GraphPath> found = DisjointPaths.Cheapest(graph, 0, 1, 3);
            AssertSound(graph, found);
            Assert.Equal(Enumerable.Range(0, 4).Last(count => RandomGraph.LeastCost(ways, count) is not null), found.Length);
            Assert.Equal(RandomGraph.LeastCost(ways, found.Length)!.Value, found.Sum(path => path.Cost));
        }
    }

    [Fact]
    public void Spread_FindsAsMany_WhateverFailsTogether()
    {
        for (int seed = 0; seed < Graphs; seed++)
        {
            PathGraph graph = RandomGraph.Draw(seed);
            ImmutableArray<GraphPath> found = DisjointPaths.Spread(graph, 0, 1, 3, (one, other) => one % 3 == other % 3);
            AssertSound(graph, found);
            Assert.Equal(DisjointPaths.Cheapest(graph, 0, 1, 3).Length, found.Length);
        }
    }

    [Fact]
    public void Spread_TakesTheDearerWay_WhereTheCheaperFailsTogetherWithTheFirst()
    {
        var graph = new PathGraph(5);
        foreach ((int relay, double cost) in ((int, double)[])[(2, 1), (3, 2), (4, 9)])
        {
            graph.Link(0, relay, cost);
            graph.Link(relay, 1, cost);
        }

        Assert.Equal([2, 4, 3], DisjointPaths.Spread(graph, 0, 1, 3, (one, other) => one is 2 or 3 && other is 2 or 3).Select(path => path.Inner[0]));
    }

    [Fact]
    public void Cheapest_GivesTheFirstWayUp_WhereItStandsInTheWayOfTwo()
    {
        // The cheapest way 0-2-3-1 leaves no second one.
        var graph = new PathGraph(6);
        foreach ((int one, int other, double cost) in ((int, int, double)[])[(0, 2, 1), (2, 3, 1), (3, 1, 1), (0, 4, 5), (4, 3, 1), (2, 5, 1), (5, 1, 5)])
        {
            graph.Link(one, other, cost);
        }

        Assert.Equal(["0 2 5 1", "0 4 3 1"], DisjointPaths.Cheapest(graph, 0, 1, 2).Select(path => string.Join(' ', path.Nodes)));
    }

    private static void AssertSound(PathGraph graph, ImmutableArray<GraphPath> paths)
    {
        foreach (GraphPath path in paths)
        {
            Assert.Distinct(path.Nodes);
            Assert.Equal((0, 1), (path.Nodes[0], path.Nodes[^1]));
            Assert.Equal(path.Cost, path.Nodes.Zip(path.Nodes.Skip(1)).Sum(link => graph.CostOf(link.First, link.Second)));
            Assert.All(paths, other => Assert.True(ReferenceEquals(other, path) || RandomGraph.AreDisjoint(other, path)));
        }
    }
}
