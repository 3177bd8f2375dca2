using System.CommandLine;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Pages;
using MeshGate.Lab.Reports;
using MeshGate.Lab.Running;
using MeshGate.Lab.Scenarios;
using Spectre.Console;

namespace MeshGate.Lab.Commands;

/// <summary>The command <c>run</c>: builds a scenario's lab, runs its steps, removes the lab.</summary>
public static class RunCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("scenario") { Description = "Scenario file" };
        var json = new Option<string?>("--json") { Description = "File that the report is written to as JSON" };
        var repeat = new Option<int>("--repeat") { Description = "How often to run it, each time in a new lab", DefaultValueFactory = _ => 1 };
        repeat.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<int>() is < 1 or > 1000)
            {
                r.AddError("--repeat takes 1 to 1000");
            }
        });
        var slow = new Option<int>("--slow")
        {
            Description = "How many times slower this machine is: deadlines are that many times as long, and times told but not judged",
            DefaultValueFactory = _ => 1,
        };
        slow.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<int>() is < 1 or > 100)
            {
                r.AddError("--slow takes 1 to 100");
            }
        });
        var common = new CommonOptions();
        var command = new Command("run", "Builds a scenario's lab, runs its steps, reports, and removes the lab")
        {
            file, json, repeat, slow, common.Api, common.WireGuard, common.Bin, common.Crds, common.KeepLogs, common.Page,
        };
        command.SetAction((result, cancellationToken) => LabCommandHost.RunAsync(token => RunAsync(
            result.GetValue(file)!, result.GetValue(json), result.GetValue(repeat), result.GetValue(common.KeepLogs), result.GetValue(common.Page),
            common.Options(result, "run") with { Pace = new Pace(result.GetValue(slow)) }, token), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string file, string? json, int repetitions, string? keepLogs, int? page, LabOptions options, CancellationToken cancellationToken)
    {
        var scenario = ScenarioParser.Load(file);
        if (LabCommandHost.Refuse(scenario, options) is { } refusal)
        {
            return refusal;
        }

        if (json is not null && RefuseReport(json) is { } unwritable)
        {
            return unwritable;
        }

        var console = LabConsole.Create();
        var report = new ConsoleReport(console);
        console.MarkupLineInterpolated($"[bold]{scenario.Name}[/] {scenario.Description}");
        var runs = new List<RunResult>();
        try
        {
            for (var i = 0; i < repetitions; i++)
            {
                var logs = keepLogs is null || repetitions == 1 ? keepLogs : Path.Combine(keepLogs, $"{i + 1}");
                runs.Add(await OnceAsync(scenario, options, report, logs, page, cancellationToken));
            }
        }
        finally
        {
            if (json is not null)
            {
                // Also of what was done before a failure or an interruption.
                await File.WriteAllTextAsync(json, JsonReport.Write(scenario, file, runs), CancellationToken.None);
            }
        }

        if (repetitions > 1)
        {
            report.ShowSpread(runs);
        }

        var passed = runs.All(r => r.Passed);
        report.ShowFailures(runs);
        console.MarkupLine(passed ? "[green]passed[/]" : "[red]failed[/]");
        return passed ? ExitCodes.Passed : ExitCodes.Failed;
    }

    /// <summary>Finds out before the lab is built whether its report can be written.</summary>
    private static int? RefuseReport(string file)
    {
        try
        {
            File.WriteAllText(file, string.Empty);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Console.Error.WriteLine($"The report cannot be written to {file}: {e.Message}");
            return ExitCodes.Lacking;
        }
    }

    private static async Task<RunResult> OnceAsync(
        Scenario scenario, LabOptions options, ConsoleReport report, string? keepLogs, int? page, CancellationToken cancellationToken)
    {
        await using var lab = await LabBuilder.BuildAsync(scenario, options, report.Say, cancellationToken);
        await using var shown = await LabPage.StartAsync(lab, page, report.Say, cancellationToken);
        try
        {
            var result = await ScenarioRunner.RunAsync(lab, report, cancellationToken);
            if (!result.Passed)
            {
                report.ShowLogs(lab);
            }

            return result;
        }
        finally
        {
            LogKeeper.Copy(lab, keepLogs);
        }
    }
}
