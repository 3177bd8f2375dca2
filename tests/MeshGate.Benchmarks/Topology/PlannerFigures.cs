using System.Globalization;
using System.IO.Enumeration;
using MeshGate.Benchmarks.Reporting;
using MeshGate.Core.Topology;

namespace MeshGate.Benchmarks.Topology;

/// <summary>What plans of a Hybrid cost as a mesh grows: from nothing, after each kind of change, and how the time grows with the nodes.</summary>
internal static class PlannerFigures
{
    private const string Name = "Planner";
    private const double Megabyte = 1e6;
    private const int Changes = 60;
    private const int WarmUp = 30;
    private static readonly int[] Sizes = [100, 300, 1000, 3000, 10_000, 30_000];

    /// <summary>Whether a filter of benchmarks leaves it in.</summary>
    public static bool IsWanted(string? filter) => filter is null || FileSystemName.MatchesSimpleExpression(filter, $"{Name}.Figures");

    /// <summary>Measures all of it.</summary>
    public static List<BenchmarkResult> Measure()
    {
        var results = new List<BenchmarkResult>();
        var growth = new List<(double Nodes, double Milliseconds)>();

        // Or small meshes would be measured before the planner's code is compiled as well as it ever is.
        MeshSnapshot first = new LargeMesh(Sizes[2]).Snapshot;
        ThreadMedian.Of(() => TopologyPlanner.Plan(first, null));
        ThreadMedian.Of(() => TopologyPlanner.Plan(first, null));
        foreach (int size in Sizes)
        {
            var mesh = new LargeMesh(size);
            MeshPlan plan = TopologyPlanner.Plan(mesh.Snapshot, null);
            if (plan.Nodes.Any(node => !node.Verdict.IsPeer) || plan.Segments.Any(segment => segment.Hubs.Length < 2))
            {
                throw new InvalidOperationException("The benchmark would measure refusals.");
            }

            (double milliseconds, double wall, long bytes) = ThreadMedian.Of(() => TopologyPlanner.Plan(mesh.Snapshot, null));
            double degree = plan.Nodes.Average(node => node.Assignment.Pinned.Length);
            growth.Add((size, milliseconds));
            Print($"{size,6} nodes, {degree:0.0} links each, from nothing: {milliseconds:0.0} ms ({wall:0.0} on the wall), {bytes / Megabyte:0.0} MB allocated, {milliseconds * 1e6 / (size * Math.Log2(size)):0} ns for n log2 n");
            results.Add(new BenchmarkResult($"{Name}.FromScratch({size})", Math.Round(milliseconds, 2), "ms", size switch { 1000 => 50, 10_000 => 1000, _ => null }, null));
            if (size == 1000)
            {
                (double tuned, _, _) = ThreadMedian.Of(() => TopologyPlanner.Plan(mesh.Snapshot with { Interval = 1 }, null));
                Print($"{size,6} nodes, measurements weighed: {tuned:0.0} ms");
                results.Add(new BenchmarkResult($"{Name}.FromScratchWeighed({size})", Math.Round(tuned, 2), "ms", null, null));
            }

            if (size == 10_000)
            {
                results.Add(new BenchmarkResult($"{Name}.FromScratchMemory({size})", Math.Round(bytes / Megabyte, 1), "MB", 300, null));
                results.AddRange(MeasureChanges(mesh));
            }
        }

        double exponent = Slope([.. growth.Select(point => (Math.Log(point.Nodes * Math.Log2(point.Nodes)), Math.Log(point.Milliseconds)))]);
        Print($"The time grows as (n log n)^{exponent:0.00} from {Sizes[0]} to {Sizes[^1]} nodes.");
        results.Add(new BenchmarkResult($"{Name}.GrowthExponent", Math.Round(exponent, 3), "of n log n", 1, null));
        return results;
    }

    private static IEnumerable<BenchmarkResult> MeasureChanges(LargeMesh large)
    {
        int size = large.Snapshot.Nodes.Length;
        var mesh = new ChangingMesh(large);
        var kinds = new (string Name, Action Happen, List<double> Taken, List<double> Wall, List<double> Settled, List<double> Changed)[]
        {
            ("Join", mesh.Join, [], [], [], []),
            ("Leave", mesh.Leave, [], [], [], []),
            ("RttChange", mesh.MeasureAnew, [], [], [], []),
            ("HubLoss", mesh.LoseHub, [], [], [], []),
        };
        for (int i = 0; i < WarmUp + Changes; i++)
        {
            foreach (var kind in kinds)
            {
                kind.Happen();
                (double taken, double wall) = ThreadMedian.Once(mesh.Plan);
                int changed = mesh.Changed;
                (double settled, _) = ThreadMedian.Once(mesh.Plan);
                if (i >= WarmUp)
                {
                    kind.Taken.Add(taken);
                    kind.Wall.Add(wall);
                    kind.Settled.Add(settled);
                    kind.Changed.Add(changed);
                }
            }
        }

        foreach (var kind in kinds)
        {
            Print($"       {kind.Name}: {ThreadMedian.Middle(kind.Taken):0.00} ms ({ThreadMedian.Middle(kind.Wall):0.00} on the wall), {ThreadMedian.Middle(kind.Settled):0.00} ms once its orders have arrived, {ThreadMedian.Middle(kind.Changed):0} assignments changed");
            yield return new BenchmarkResult($"{Name}.{kind.Name}({size})", Math.Round(ThreadMedian.Middle(kind.Taken), 2), "ms", 5, null);
            yield return new BenchmarkResult($"{Name}.{kind.Name}Arrived({size})", Math.Round(ThreadMedian.Middle(kind.Settled), 2), "ms", null, null);
        }
    }

    // Of the straight line with the least squares.
    private static double Slope((double X, double Y)[] points)
    {
        (double x, double y) = (points.Average(point => point.X), points.Average(point => point.Y));
        return points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x));
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
