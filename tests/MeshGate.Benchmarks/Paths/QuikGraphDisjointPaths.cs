using MeshGate.Core.Paths.Graphs;
using QuikGraph;
using QuikGraph.Algorithms.ShortestPath;

namespace MeshGate.Benchmarks.Paths;

/// <summary>
/// Suurballe's algorithm on QuikGraph, which has none of its own: its Dijkstra finds the cheapest ways through the graph of split nodes once
/// for all ends; for each end the way to it is turned around, and its Dijkstra finds the second by what that leaves links to cost.
/// </summary>
internal sealed class QuikGraphDisjointPaths
{
    private readonly BidirectionalGraph<int, TaggedEdge<int, double>> _graph = new(allowParallelEdges: true);

    public QuikGraphDisjointPaths(PathGraph graph)
    {
        for (int node = 0; node < graph.Count; node++)
        {
            _graph.AddVerticesAndEdge(new TaggedEdge<int, double>(node * 2, (node * 2) + 1, 0));
            foreach ((int next, double cost) in graph.From(node))
            {
                _graph.AddVerticesAndEdge(new TaggedEdge<int, double>((node * 2) + 1, next * 2, cost));
            }
        }
    }

    /// <summary>What both paths to each end cost together; of one path alone where there is no second.</summary>
    public double[] CostsOfTwo(int from, IEnumerable<int> ends)
    {
        int source = (from * 2) + 1;
        var predecessors = new Dictionary<int, TaggedEdge<int, double>>();
        var first = new DijkstraShortestPathAlgorithm<int, TaggedEdge<int, double>>(_graph, edge => edge.Tag);
        first.TreeEdge += edge => predecessors[edge.Target] = edge;
        first.Compute(source);
        return [.. ends.Select(end => CostOfTwo(source, end * 2, first, predecessors))];
    }

    private double CostOfTwo(int source, int sink, DijkstraShortestPathAlgorithm<int, TaggedEdge<int, double>> first, Dictionary<int, TaggedEdge<int, double>> predecessors)
    {
        List<TaggedEdge<int, double>> path = [];
        for (int at = sink; at != source; at = predecessors[at].Source)
        {
            path.Add(predecessors[at]);
        }

        TaggedEdge<int, double>[] back = [.. path.Select(edge => new TaggedEdge<int, double>(edge.Target, edge.Source, -edge.Tag))];
        path.ForEach(edge => _graph.RemoveEdge(edge));
        _graph.AddEdgeRange(back);
        try
        {
            // What a link costs beyond what it brings nearer (Johnson, 1977) is nothing for those that were turned around.
            var second = new DijkstraShortestPathAlgorithm<int, TaggedEdge<int, double>>(_graph, edge => Math.Max(edge.Tag + first.GetDistance(edge.Source) - first.GetDistance(edge.Target), 0));
            second.Compute(source);
            return first.GetDistance(sink) + (second.TryGetDistance(sink, out double more) && more < double.MaxValue ? more + first.GetDistance(sink) : 0);
        }
        finally
        {
            foreach (TaggedEdge<int, double> edge in back)
            {
                _graph.RemoveEdge(edge);
            }

            _graph.AddEdgeRange(path);
        }
    }
}
