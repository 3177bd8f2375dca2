using BenchmarkDotNet.Attributes;
using MeshGate.Benchmarks.Reporting;
using MeshGate.Core.Paths.Graphs;

namespace MeshGate.Benchmarks.Paths;

/// <summary>Two paths that share no node, from one node to each of 999 others: beside the same steps done with QuikGraph's algorithms.</summary>
public class DisjointPathBenchmarks
{
    private const int Count = 1000;
    private const int Degree = 8;

    private PathGraph _graph = null!;
    private QuikGraphDisjointPaths _quik = null!;

    /// <summary>Draws a graph, and holds both to the same answer.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _graph = new PathGraph(Count);
        var random = new Random(1);
        for (int node = 1; node < Count; node++)
        {
            for (int i = 0; i < Degree / 2; i++)
            {
                int other = random.Next(node);
                _graph.Link(node, other, 1 + (random.NextDouble() * 100));
            }
        }

        _quik = new QuikGraphDisjointPaths(_graph);
        double[] theirs = _quik.CostsOfTwo(0, Ends);
        var own = DisjointPairs.From(_graph, 0);
        foreach (int to in Ends.Where(to => Math.Abs(own.CostTo(to) - theirs[to - 1]) > 1e-6))
        {
            throw new InvalidOperationException($"The two disagree on the way to {to}.");
        }
    }

    private static IEnumerable<int> Ends => Enumerable.Range(1, Count - 1);

    /// <summary>Both paths to each, by MeshGate.</summary>
    [Benchmark]
    [Bound(5, "ms")]
    public int MeshGate()
    {
        var pairs = DisjointPairs.From(_graph, 0);
        return Ends.Sum(to => pairs.To(to) is var (one, other) ? one.Length + other.Length : 0);
    }

    /// <summary>What they cost, with QuikGraph.</summary>
    [Benchmark(Baseline = true)]
    public double QuikGraph() => _quik.CostsOfTwo(0, Ends).Sum();
}
