using System.CommandLine;
using MeshGate.Lab.Demo;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Pages;
using MeshGate.Lab.Reports;
using MeshGate.Lab.Scenarios;
using Spectre.Console;

namespace MeshGate.Lab.Commands;

/// <summary>The command <c>demo</c>: six machines behind NATs, joined end to end and proven by traffic.</summary>
public static class DemoCommand
{
    private const string ScenarioResource = "six-machines.yaml";
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(120);

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var common = new CommonOptions();
        var command = new Command("demo", "Joins six machines behind NATs, shows every pair and proves each by traffic")
        {
            common.Api, common.WireGuard, common.Bin, common.Crds, common.KeepLogs, common.Page,
        };
        command.SetAction((result, cancellationToken) => LabCommandHost.RunAsync(
            token => RunAsync(common.Options(result, "run"), result.GetValue(common.KeepLogs), result.GetValue(common.Page), token), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(LabOptions options, string? keepLogs, int? page, CancellationToken cancellationToken)
    {
        var scenario = EmbeddedScenario.Load(ScenarioResource);
        if (LabCommandHost.Refuse(scenario, options) is { } refusal)
        {
            return refusal;
        }

        var console = LabConsole.Create();
        var report = new ConsoleReport(console);
        console.MarkupLineInterpolated($"[bold]MeshGate:[/] {scenario.Description}");
        var start = TimeProvider.System.GetTimestamp();
        await using var lab = await LabBuilder.BuildAsync(scenario, options, report.Say, cancellationToken);
        await using var topology = await LabPage.StartAsync(lab, page, report.Say, cancellationToken);
        try
        {
            var run = new DemoRun(lab);
            var shown = new DemoReport(console);
            var time = await shown.WatchAsync(run, Within, cancellationToken);
            if (time is { } taken)
            {
                console.MarkupLineInterpolated(
                    $"[green]all {run.Pairs.Count} pairs direct[/] {DurationText.Write(taken)} after the daemons were started, {DurationText.Write(lab.Time.GetElapsedTime(start))} after everything");
            }

            console.MarkupLine("[grey]sending traffic through every pair[/]");
            var proofs = await run.ProveAsync(cancellationToken);
            shown.Show(proofs);
            var passed = time is not null && proofs.All(p => p.Passed);
            console.MarkupLine(passed
                ? "[green]Every pair talks directly, and traffic proves it.[/]"
                : $"[red]{proofs.Count(p => !p.Passed)} of {proofs.Count} pairs failed.[/]");
            if (!passed)
            {
                report.ShowLogs(lab);
            }

            if (topology is not null)
            {
                console.MarkupLineInterpolated($"The mesh stays, to be looked at: {topology.Address} (Ctrl-C ends it)");
                await Task.Delay(Timeout.InfiniteTimeSpan, lab.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            return passed ? ExitCodes.Passed : ExitCodes.Failed;
        }
        finally
        {
            LogKeeper.Copy(lab, keepLogs);
        }
    }
}
