using System.CommandLine;
using MeshGate.Lab.Demonstration;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Pages;
using MeshGate.Lab.Processes;
using MeshGate.Lab.Reports;
using MeshGate.Lab.Running;
using MeshGate.Lab.Scenarios;
using Spectre.Console;

namespace MeshGate.Lab.Commands;

/// <summary>The command <c>demo-large</c>: fifty machines in five regions, a hundred operations at once, failovers, and a report.</summary>
public static class DemoLargeCommand
{
    private const string ScenarioResource = "fifty-machines.yaml";
    private const string DefaultFolder = "demo-large";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var common = new CommonOptions();
        var folder = new Option<string>("--report")
        {
            Description = "Directory that report.html and report.json are written to",
            DefaultValueFactory = _ => DefaultFolder,
        };
        var command = new Command("demo-large", "Joins fifty machines in five regions, works them, lets a relay, a hub and a gateway die, and reports")
        {
            folder, common.WireGuard, common.Bin, common.Crds, common.KeepLogs, common.Page,
        };
        command.SetAction((result, cancellationToken) => LabCommandHost.RunAsync(
            token => RunAsync(
                common.Options(result, "run"), result.GetValue(folder)!, result.GetValue(common.KeepLogs), result.GetValue(common.Page), token),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(LabOptions options, string folder, string? keepLogs, int? page, CancellationToken cancellationToken)
    {
        var scenario = EmbeddedScenario.Load(ScenarioResource);
        if ((LabCommandHost.Refuse(scenario, options) ?? RefuseReport(folder)) is { } refusal)
        {
            return refusal;
        }

        var console = LabConsole.Create();
        var shown = new DemonstrationConsole(console);
        console.MarkupLineInterpolated($"[bold]MeshGate:[/] {scenario.Description}");
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        var lab = await LabBuilder.BuildAsync(scenario, options, shown.Say, cancellationToken);
        var recorder = new StepRecorder(scenario, start, time, shown);
        DemonstrationRecord record;
        var kept = TimeSpan.Zero;
        await using (lab)
        {
            var built = time.GetElapsedTime(start);
            shown.Say($"built in {DurationText.Write(built)}");
            await using var topology = await LabPage.StartAsync(lab, page, shown.Say, cancellationToken);
            await using var health = new HealthWatch(lab, start, shown.Tell);
            try
            {
                var run = await shown.ShowAsync(() => ScenarioRunner.RunAsync(lab, recorder, cancellationToken));
                record = DemonstrationRecorder.Take(lab, start) with
                {
                    BuildSeconds = Math.Round(built.TotalSeconds, 1),
                    Samples = [.. await health.StopAsync()],
                };
                if (!run.Passed)
                {
                    new ConsoleReport(console).ShowLogs(lab);
                }

                if (topology is not null)
                {
                    kept = await KeepAsync(lab, console, topology, cancellationToken);
                }
            }
            finally
            {
                LogKeeper.Copy(lab, keepLogs);
            }
        }

        recorder.End(Gone(lab.Directory));
        recorder.End(InTime(time.GetElapsedTime(start) - kept, options.Pace));
        record = record with
        {
            Steps = recorder.Steps,
            Seconds = Math.Round((time.GetElapsedTime(start) - kept).TotalSeconds, 1),
            Passed = recorder.Steps.All(step => step.Passed),
        };
        Write(record, folder, console);
        console.MarkupLine(record.Passed ? "[green]passed[/]" : "[red]failed[/]");
        return record.Passed ? ExitCodes.Passed : ExitCodes.Failed;
    }

    private static async Task<TimeSpan> KeepAsync(RunningLab lab, IAnsiConsole console, LabPage page, CancellationToken cancellationToken)
    {
        var start = lab.Time.GetTimestamp();
        console.MarkupLineInterpolated($"The mesh stays, to be looked at: {page.Address} (Ctrl-C ends it)");
        await Task.Delay(Timeout.InfiniteTimeSpan, lab.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return lab.Time.GetElapsedTime(start);
    }

    private static StepResult Gone(LabDirectory directory)
    {
        var left = Leftovers.Of(directory);
        return new StepResult(
            "nothing is left: no namespace, no process, no file", 0, true, left.Count == 0, string.Join('\n', left), left.Count, 0, "things", TimeSpan.Zero);
    }

    private static StepResult InTime(TimeSpan taken, Pace pace)
    {
        var limit = pace.Patience(Limit);
        return new StepResult(
            "all of it, from nothing to nothing, in five minutes", 0, true, taken <= limit, DurationText.Write(taken), taken.TotalSeconds, limit.TotalSeconds, "s", taken);
    }

    private static void Write(DemonstrationRecord record, string folder, IAnsiConsole console)
    {
        var page = Path.Combine(folder, "report.html");
        File.WriteAllText(Path.Combine(folder, "report.json"), DemonstrationJson.Write(record));
        File.WriteAllText(page, DemonstrationPage.Write(record));
        console.MarkupLineInterpolated($"report: {page}");
    }

    /// <summary>Finds out before the lab is built whether its report can be written.</summary>
    private static int? RefuseReport(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "report.json"), string.Empty);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Console.Error.WriteLine($"The report cannot be written to {folder}: {e.Message}");
            return ExitCodes.Lacking;
        }
    }
}
