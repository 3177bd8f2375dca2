using System.IO.Enumeration;
using System.Text.Json.Nodes;
using MeshGate.Benchmarks.Programs;
using MeshGate.Benchmarks.Reporting;

namespace MeshGate.Benchmarks.Starts;

/// <summary>
/// The node daemon among fifty peers, built in three ways: <c>meshgate-lab starts</c>. The bounds are those of the build that is shipped.
/// </summary>
internal static class StartBenchmark
{
    private const string Name = "Daemon";
    private const string Shipped = "aot";
    private const string Trimmed = "artifacts/trimmed";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    /// <summary>Whether a filter of benchmarks leaves it in.</summary>
    public static bool IsWanted(string? filter) => filter is null || FileSystemName.MatchesSimpleExpression(filter, $"{Name}.Start");

    /// <summary>Runs it.</summary>
    /// <returns>What was measured, and whether that is everything.</returns>
    public static async Task<(IReadOnlyList<BenchmarkResult> Results, bool IsWhole)> RunAsync()
    {
        if (await SourceTree.RunAsync("scripts/build-daemon-trimmed", [SourceTree.File(Trimmed)], Patience, isQuiet: false) != 0)
        {
            return ([], false);
        }

        (string Build, string Program)[] builds =
        [
            ("jit", "artifacts/bin/MeshGate.NodeDaemon/release/meshgate-noded"),
            ("trimmed", $"{Trimmed}/meshgate-noded"),
            (Shipped, "bin/meshgate-noded"),
        ];
        string file = SourceTree.File("artifacts", "starts.json");
        File.Delete(file);
        await SourceTree.RunAsync(
            "bin/meshgate-lab",
            ["starts", "--json", file, .. builds.SelectMany(build => (string[])["--daemon", $"{build.Build}={SourceTree.File(build.Program)}"])],
            Patience,
            isQuiet: false);
        if (!File.Exists(file))
        {
            return ([], false);
        }

        JsonNode report = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        var results = report["builds"]!.AsArray()
            .SelectMany(build => StartFigure.All.Select(figure => new BenchmarkResult(
                $"{Name}.{figure.Name}({build!["build"]}, {report["peers"]} peers)",
                Math.Round(figure.Read(build), 3),
                figure.Unit,
                (string?)build["build"] == Shipped ? figure.Bound : null,
                null)))
            .ToList();
        return (results, results.Count == builds.Length * StartFigure.All.Count);
    }
}
