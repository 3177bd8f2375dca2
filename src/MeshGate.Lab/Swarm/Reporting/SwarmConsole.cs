using System.Globalization;
using Spectre.Console;

namespace MeshGate.Lab.Swarm.Reporting;

/// <summary>Shows a swarm's report to a person.</summary>
public static class SwarmConsole
{
    /// <summary>Writes it.</summary>
    public static void Show(IAnsiConsole console, SwarmReport report)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(report);
        console.Write(Figures(report));
        var writes = new Table().AddColumn("writes to MeshNodes").AddColumn(new TableColumn("count").RightAligned()).AddColumn(new TableColumn("each node").RightAligned());
        foreach (var (what, count) in report.Writes.OrderByDescending(write => write.Value))
        {
            writes.AddRow(Markup.Escape(what), Text(count), Text((double)count / report.Agents));
        }

        console.Write(writes);
        foreach (var bar in report.Bars)
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{(bar.Passed ? "kept  " : "BROKEN")} {bar.Name}: {Text(bar.Value)} of {Text(bar.Bound)} {bar.Unit}");
        }

        if (report.Problem is { } problem)
        {
            console.MarkupLineInterpolated($"[red]{problem}[/]");
        }

        console.MarkupLine(report.Passed ? "[green]passed[/]" : "[red]failed[/]");
    }

    private static Table Figures(SwarmReport report)
    {
        var (join, traffic, sizes) = (report.Join, report.Traffic, report.Sizes);
        var table = new Table().AddColumn("measure").AddColumn(new TableColumn("value").RightAligned()).AddColumn("");
        Add("MeshNodes made", join.CreatedSeconds, "s");
        Add("all with some assignment", join.FirstAssignedSeconds, "s");
        Add("all with their last assignment", join.AssignedSeconds, "s");
        Add("all Ready with it", join.ReadySeconds, "s");
        Add("join to first Ready, p50 / p99 / max", join.FirstReady);
        Add("join to Ready for good, p50 / p99 / max", join.Settled);
        table.AddRow("peers of a node, fewest / most", $"{Text(join.PeersFewest)} / {Text(join.PeersMost)}", "");
        Add("operator writes a node, join to Ready", join.OperatorWritesToReady, "");
        Add("operator writes a node, all", join.OperatorWrites, "");
        Add("daemon writes a node", join.DaemonWrites, "");
        Add("operator writes in a second pass", report.SecondPass?.OperatorWrites, "");
        if (report.Steady is { } steady)
        {
            table.AddRow($"sessions; changed in {Text(steady.Seconds)} s", $"{Text(steady.Sessions)}; {Text(steady.Changes)}", "");
            table.AddRow("  writes of daemons / operator, requests", $"{Text(steady.DaemonWritesPerSecond)} / {Text(steady.OperatorWritesPerSecond)}, {Text(steady.RequestsPerSecond)}", "/s");
            table.AddRow("  operator's memory; of a processor", $"{Text(steady.OperatorMegabytes)} MB; {Text(steady.OperatorCpuPercent)} %", "");
        }

        foreach (var change in report.Changes)
        {
            Add($"{change.Kind} of {change.Node}, {change.Touched} touched", change.Seconds, "s");
            table.AddRow("  since its key was told; writes of operator / daemons", $"{Text(change.SecondsFromKey)}; {change.OperatorWrites} / {change.DaemonWrites}", "");
        }

        Add("requests while joining", traffic.JoinRequestsPerSecond, "/s");
        Add("watch events while joining", traffic.JoinEventsPerSecond, "/s");
        Add("requests while standing", traffic.StandingRequestsPerSecond, "/s");
        Add("failed requests", traffic.Failures, "");
        Add("watches opened", traffic.Requests.GetValueOrDefault("watch"), "");
        Add("interrupted watches", traffic.Interruptions, "");
        Add("largest MeshNode", sizes.Largest, "bytes");
        table.AddRow("largest assignment / report", $"{sizes.LargestAssignment} / {sizes.LargestReport}", "bytes");
        if (report.Operator is { } acting)
        {
            Add("operator's memory", acting.ResidentMegabytes, "MB");
            Add("operator's processor time while joining", acting.JoinCpuSeconds, "s");
            table.AddRow("operator's plans while joining", $"{Text(acting.Plans)} in {Text(acting.PlanSeconds)}", "s");
            foreach (var (resource, count) in acting.Writes)
            {
                Add($"operator's writes of {resource} while joining", count, "");
            }
        }

        return table;

        void Add(string name, object? value, string unit = "s") => table.AddRow(Markup.Escape(name), value is Spread spread ? $"{Text(spread.P50)} / {Text(spread.P99)} / {Text(spread.Max)}" : Text(value), unit);
    }

    private static string Text(object? value) => value is null ? "–" : string.Format(CultureInfo.InvariantCulture, "{0:0.###}", value);
}
