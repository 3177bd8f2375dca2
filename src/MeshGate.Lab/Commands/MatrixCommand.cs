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
        var common = new CommonOptions();
        var command = new Command("matrix", "Joins machines behind every kind of NAT and holds every pair to what the NATs allow")
        {
            file, json, directOnly, common.Api, common.Bin, common.Crds, common.KeepLogs,
        };
        command.SetAction((result, cancellationToken) => LabCommandHost.RunAsync(token => RunAsync(
            result.GetValue(file), result.GetValue(json), new MatrixBars { DirectOnly = result.GetValue(directOnly) },
            result.GetValue(common.KeepLogs), common.Options(result, "run") with { HoldDaemons = true }, token), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string? file, string? json, MatrixBars bars, string? keepLogs, LabOptions options, CancellationToken cancellationToken)
    {
        var scenario = file is null ? Default() : ScenarioParser.Load(file);
        if (LabCommandHost.Refuse(scenario, options) is { } refusal)
        {
            return refusal;
        }

        var console = LabConsole.Create();
        var report = new ConsoleReport(console);
        await using var lab = await LabBuilder.BuildAsync(scenario, options, report.Say, cancellationToken);
        try
        {
            var result = await new MatrixRun(lab, bars).RunAsync(report.Say, cancellationToken);
            MatrixReport.Show(result, console);
            if (json is not null)
            {
                await File.WriteAllTextAsync(json, MatrixJson.Write(scenario.Name, result), CancellationToken.None);
            }

            var ended = lab.Processes.Values.Where(p => p.EndedByItself).Select(p => p.Name).ToArray();
            foreach (var name in ended)
            {
                Console.Error.WriteLine($"{name} ended by itself.");
            }

            return ended.Length == 0 && (bars.DirectOnly ? result.Mismatches.Count == 0 : result.Passed) ? ExitCodes.Passed : ExitCodes.Failed;
        }
        finally
        {
            LogKeeper.Copy(lab, keepLogs);
        }
    }

    private static Scenario Default()
    {
        using var stream = typeof(MatrixCommand).Assembly.GetManifestResourceStream(ScenarioResource)!;
        using var reader = new StreamReader(stream);
        return ScenarioParser.Parse(reader.ReadToEnd(), ScenarioResource);
    }
}
