using System.CommandLine;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Matrix;
using MeshGate.Lab.Reports;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Commands;

/// <summary>The command <c>matrix</c>: every pair of kinds of machines, held to what their NATs allow.</summary>
public static class MatrixCommand
{
    private const string ScenarioResource = "matrix-all.yaml";

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var file = new Argument<string?>("scenario")
        {
            Description = "Scenario file whose machines are joined; default: one of every kind",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = new Option<string?>("--json") { Description = "File that the matrix is written to as JSON" };
        var directOnly = new Option<bool>("--direct-only")
        {
            Description = "Let pairs that cannot be direct be without a path, and show times without judging them",
        };
        var atOnce = new Option<int>("--at-once")
        {
            Description = "Machines in one mesh at most, besides relay nodes; the pairs are measured in several meshes then, one after the other",
            DefaultValueFactory = _ => int.MaxValue,
        };
        atOnce.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 2)
            {
                result.AddError("--at-once must be 2 or more.");
            }
        });
        var common = new CommonOptions();
        var command = new Command("matrix", "Joins machines behind every kind of NAT and holds every pair to what the NATs allow")
        {
            file, json, directOnly, atOnce, common.Api, common.WireGuard, common.Bin, common.Crds, common.KeepLogs,
        };
        command.SetAction((result, cancellationToken) => LabCommandHost.RunAsync(token => RunAsync(
            result.GetValue(file), result.GetValue(atOnce), result.GetValue(json), new MatrixBars { DirectOnly = result.GetValue(directOnly) },
            result.GetValue(common.KeepLogs), common.Options(result, "run") with { HoldDaemons = true }, token), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string? file, int atOnce, string? json, MatrixBars bars, string? keepLogs, LabOptions options, CancellationToken cancellationToken)
    {
        var scenario = file is null ? EmbeddedScenario.Load(ScenarioResource) : ScenarioParser.Load(file);
        if (LabCommandHost.Refuse(scenario, options) is { } refusal)
        {
            return refusal;
        }

        var console = LabConsole.Create();
        var report = new ConsoleReport(console);
        var parts = MatrixParts.Of(scenario, atOnce);
        var pairs = new List<PairResult>();
        var haveAllLived = true;
        for (var i = 0; i < parts.Count; i++)
        {
            report.Say(parts.Count == 1 ? "one mesh" : $"mesh {i + 1} of {parts.Count}");
            var logs = keepLogs is null || parts.Count == 1 ? keepLogs : Path.Combine(keepLogs, $"mesh-{i + 1}");
            var (found, lived) = await RunAsync(parts[i], bars, [.. pairs.Select(pair => (pair.A, pair.B))], logs, options, report, cancellationToken);
            pairs.AddRange(found);
            haveAllLived &= lived;
        }

        var result = new MatrixResult(pairs, bars);
        MatrixReport.Show(result, console);
        if (json is not null)
        {
            await File.WriteAllTextAsync(json, MatrixJson.Write(scenario.Name, result), CancellationToken.None);
        }

        return haveAllLived && (bars.DirectOnly ? result.Mismatches.Count == 0 : result.Passed) ? ExitCodes.Passed : ExitCodes.Failed;
    }

    /// <summary>Measures one mesh; also says whether all of its processes lived.</summary>
    private static async Task<(IReadOnlyList<PairResult> Pairs, bool HaveAllLived)> RunAsync(
        Scenario scenario, MatrixBars bars, HashSet<(string A, string B)> known, string? keepLogs, LabOptions options, ConsoleReport report, CancellationToken cancellationToken)
    {
        await using var lab = await LabBuilder.BuildAsync(scenario, options, report.Say, cancellationToken);
        try
        {
            var pairs = await new MatrixRun(lab, bars, known).RunAsync(report.Say, cancellationToken);
            var ended = lab.Processes.Values.Where(p => p.EndedByItself).Select(p => p.Name).ToArray();
            foreach (var name in ended)
            {
                Console.Error.WriteLine($"{name} ended by itself.");
            }

            return (pairs, ended.Length == 0);
        }
        finally
        {
            LogKeeper.Copy(lab, keepLogs);
        }
    }
}
