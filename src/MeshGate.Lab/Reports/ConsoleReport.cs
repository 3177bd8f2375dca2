using System.Globalization;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Running;
using MeshGate.Lab.Scenarios;
using Spectre.Console;

namespace MeshGate.Lab.Reports;

/// <summary>Tells a person how a run goes.</summary>
public sealed class ConsoleReport(IAnsiConsole console) : IRunObserver
{
    private const int TailLines = 10;

    /// <inheritdoc/>
    public void Say(string text) => console.MarkupLineInterpolated($"[grey]{text}[/]");

    /// <inheritdoc/>
    public void Begin(string title)
    {
        if (console.Profile.Capabilities.Interactive)
        {
            console.Markup($"  [grey]… {Markup.Escape(title)}[/]\r");
        }
    }

    /// <inheritdoc/>
    public void End(StepResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var sign = !result.Passed ? "[red]✗[/]" : result.IsExpectation ? "[green]✓[/]" : "[blue]·[/]";
        var measure = result is { IsExpectation: true, Value: { } value }
            ? string.Create(CultureInfo.InvariantCulture, $" [[{value:0.###}{(result.Bound is { } bound ? $" of {bound:0.###}" : string.Empty)} {result.Unit}{(result.IsTimeExcused ? ", not judged" : string.Empty)}]]")
            : string.Empty;
        console.MarkupLine(
            $"{sign} {DurationText.Write(result.Duration),8}  {Markup.Escape(result.Title)}[grey]{measure}[/]".PadRight(60));
        if (!result.Passed && result.Detail.Length > 0)
        {
            console.MarkupLineInterpolated($"[red]{Indent(result.Detail)}[/]");
        }
    }

    /// <summary>The last lines of the logs of all processes that can explain a failure.</summary>
    public void ShowLogs(RunningLab lab)
    {
        ArgumentNullException.ThrowIfNull(lab);
        foreach (var process in lab.Processes.Values.Where(p => p.EndedByItself || !IsSilentByNature(p.Name)))
        {
            var tail = process.LogTail(TailLines);
            if (tail.Length > 0)
            {
                console.MarkupLineInterpolated($"[bold]log of {process.Name}[/]");
                console.MarkupLineInterpolated($"[grey]{Indent(tail)}[/]");
            }
        }
    }

    /// <summary>Each step that failed once more, in one line, for who sees only the end.</summary>
    public void ShowFailures(IReadOnlyList<RunResult> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        foreach (var step in runs.SelectMany(r => r.Steps).Where(s => !s.Passed))
        {
            console.MarkupLineInterpolated($"[red]✗ {step.Title}: {step.Detail.ReplaceLineEndings(" ")}[/]");
        }
    }

    /// <summary>How the measured values of repeated runs are spread.</summary>
    public void ShowSpread(IReadOnlyList<RunResult> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var table = new Table().AddColumns("expectation", "passed", "p50", "p95", "max", "bound", "unit");
        foreach (var (expectation, index) in runs[0].Expectations.Select((e, i) => (e, i)))
        {
            var same = runs.Select(r => r.Expectations.ElementAtOrDefault(index)).OfType<StepResult>().ToArray();
            var values = same.Select(s => s.Value).OfType<double>().ToArray();
            table.AddRow(
                Markup.Escape(expectation.Title),
                $"{same.Count(s => s.Passed)}/{runs.Count}",
                Number(Quantiles.Of(values, 0.5)),
                Number(Quantiles.Of(values, 0.95)),
                Number(Quantiles.Of(values, 1)),
                Number(expectation.Bound),
                expectation.Unit);
        }

        console.Write(table);
    }

    // What user-space WireGuard and coturn write explains nothing while they run.
    private static bool IsSilentByNature(string process) =>
        process.EndsWith("/wireguard", StringComparison.Ordinal) || process.EndsWith("/server", StringComparison.Ordinal);

    private static string Number(double? value) => value?.ToString("0.###", CultureInfo.InvariantCulture) ?? string.Empty;

    private static string Indent(string text) => "    " + text.Replace("\n", "\n    ", StringComparison.Ordinal);
}
