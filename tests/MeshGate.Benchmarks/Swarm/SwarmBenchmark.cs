using System.Globalization;
using System.IO.Enumeration;
using System.Text.Json.Nodes;
using MeshGate.Benchmarks.Programs;
using MeshGate.Benchmarks.Reporting;

namespace MeshGate.Benchmarks.Swarm;

/// <summary>
/// Many daemons join one operator at once: <c>meshgate-lab swarm</c> on a real kube-apiserver where one is to be had, else on the
/// embedded API. Whole programs on a busy machine, so it is run once.
/// </summary>
internal static class SwarmBenchmark
{
    private const string Name = "Swarm";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    /// <summary>Whether a filter of benchmarks leaves it in.</summary>
    public static bool IsWanted(string? filter) => filter is null || FileSystemName.MatchesSimpleExpression(filter, $"{Name}.Join");

    /// <summary>Runs it.</summary>
    /// <param name="agents">How many daemons join.</param>
    /// <returns>What was measured, and whether that is everything.</returns>
    public static async Task<(IReadOnlyList<BenchmarkResult> Results, bool IsWhole)> RunAsync(int agents)
    {
        string api = await SourceTree.RunAsync("scripts/kube-apiserver", ["--find"], Patience, isQuiet: true) == 0 ? "real" : "embedded";
        Console.WriteLine(api == "real"
            ? $"{agents} daemons join on a real kube-apiserver."
            : $"{agents} daemons join on the embedded API, since no real kube-apiserver is there (scripts/kube-apiserver builds one).");
        string file = SourceTree.File("artifacts", "swarm.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.Delete(file);
        await SourceTree.RunAsync(
            "bin/meshgate-lab",
            ["swarm", "--api", api, "--agents", agents.ToString(CultureInfo.InvariantCulture), "--join", "3", "--leave", "3", "--json", file],
            Patience,
            isQuiet: false);
        if (!File.Exists(file))
        {
            return ([], false);
        }

        JsonNode report = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        var results = SwarmFigure.All
            .Select(figure => (Figure: figure, Value: figure.Read(report)))
            .Where(found => found.Value is not null)
            .Select(found => new BenchmarkResult(
                $"{Name}.{found.Figure.Name}({api}, {agents} agents)", Math.Round(found.Value!.Value, 3), found.Figure.Unit, found.Figure.Bound, null))
            .ToList();
        return (results, results.Count == SwarmFigure.All.Count && report["problem"] is null);
    }
}
