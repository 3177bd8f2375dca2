using System.Diagnostics;
using System.Globalization;
using System.IO.Enumeration;
using MeshGate.Benchmarks.Reporting;
using MeshGate.Core.LoadBalancing;

namespace MeshGate.Benchmarks.LoadBalancing;

/// <summary>What a selection and its release cost while 100 threads select from one balancer.</summary>
internal static class CrowdedSelection
{
    private const string Name = "CrowdedSelection";
    private const int Threads = 100;
    private const int Selections = 20_000;
    private const int Runs = 5;
    private const double Bound = 1000;

    /// <summary>Whether a filter of benchmarks leaves it in.</summary>
    public static bool IsWanted(string? filter) => filter is null || FileSystemName.MatchesSimpleExpression(filter, $"{Name}.Figures");

    /// <summary>
    /// Measures every strategy: the median of what one selection takes of a processor, that is, the time on the wall by the number of processors
    /// and selections, waiting for each other included.
    /// </summary>
    public static IEnumerable<BenchmarkResult> Measure()
    {
        foreach (LoadBalancingStrategy strategy in Enum.GetValues<LoadBalancingStrategy>())
        {
            foreach (bool isSticky in (bool[])[false, true])
            {
                LoadBalancer balancer = ManyTargets.Make(strategy, isSticky);
                Once(balancer);
                double cost = ThreadMedian.Middle([.. Enumerable.Range(0, Runs).Select(_ => Once(balancer))]);
                string name = $"{Name}.{strategy}{(isSticky ? "Sticky" : string.Empty)}({Threads} threads)";
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {cost:0} ns"));
                yield return new BenchmarkResult(name, Math.Round(cost, 1), "ns", Bound, null);
            }
        }
    }

    private static double Once(LoadBalancer balancer)
    {
        using var start = new Barrier(Threads + 1);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            start.SignalAndWait();
            Work(balancer, (ulong)number << 40);
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        start.SignalAndWait();
        long began = Stopwatch.GetTimestamp();
        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        return Stopwatch.GetElapsedTime(began).TotalNanoseconds * Math.Min(Threads, Environment.ProcessorCount) / ((double)Threads * Selections);
    }

    private static void Work(LoadBalancer balancer, ulong draw)
    {
        for (int i = 0; i < Selections; i++)
        {
            draw += 0x9e3779b97f4a7c15;
            balancer.Release(balancer.Select(draw, draw, ManyTargets.Now)!);
        }
    }
}
