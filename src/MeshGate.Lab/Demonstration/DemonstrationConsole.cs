using System.Globalization;
using MeshGate.Lab.Reports;
using MeshGate.Lab.Running;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MeshGate.Lab.Demonstration;

/// <summary>Shows a demonstration while it goes on: the steps, and below them, or between them where there is no terminal, how the mesh is.</summary>
public sealed class DemonstrationConsole(IAnsiConsole console) : IRunObserver
{
    private const int Bar = 40;
    private static readonly (string Path, string Color)[] Paths = [("direct", "green"), ("relay", "blue"), ("turn", "magenta"), ("none", "red"), ("asleep", "grey")];
    private readonly ConsoleReport _steps = new(console);
    private readonly Lock _lock = new();
    private LiveDisplayContext? _live;
    private HealthSample? _shown;
    private string _step = string.Empty;

    /// <summary>Runs something while the mesh's health is shown.</summary>
    public async Task<T> ShowAsync<T>(Func<Task<T>> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!console.Profile.Capabilities.Interactive)
        {
            return await run();
        }

        return await console.Live(new Text(string.Empty)).AutoClear(true).StartAsync(async context =>
        {
            _live = context;
            try
            {
                return await run();
            }
            finally
            {
                _live = null;
            }
        });
    }

    /// <summary>Shows a sample.</summary>
    public void Tell(HealthSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        lock (_lock)
        {
            if (console.Profile.Capabilities.Interactive)
            {
                _shown = sample;
                Refresh();
                return;
            }

            // In a file or a pipe each line stays: one where something changed.
            if (_shown is null || Summary(sample) != Summary(_shown))
            {
                console.MarkupLine($"[grey]  {Line(sample)}[/]");
                _shown = sample;
            }
        }
    }

    /// <inheritdoc/>
    public void Say(string text) => _steps.Say(text);

    /// <inheritdoc/>
    public void Begin(string title)
    {
        lock (_lock)
        {
            _step = title;
            Refresh();
        }
    }

    /// <inheritdoc/>
    public void End(StepResult result)
    {
        lock (_lock)
        {
            _steps.End(result);
        }
    }

    /// <summary>A sample in one line, as markup.</summary>
    public static string Line(HealthSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return string.Create(CultureInfo.InvariantCulture, $"{sample.At,5:0} s  {Summary(sample)}  processors {sample.Processors:0 %}");
    }

    private static string Summary(HealthSample sample) => string.Create(
        CultureInfo.InvariantCulture,
        $"{sample.Online}/{sample.Nodes} online  {string.Join(", ", Paths.Select(path => $"{sample.Pairs.GetValueOrDefault(path.Path)} {path.Path}"))}  health {sample.Health:0.00}  {sample.Failovers} failovers");

    private void Refresh()
    {
        if (_live is { } live && _shown is { } sample)
        {
            live.UpdateTarget(Panel(sample, _step));
            live.Refresh();
        }
    }

    private static Panel Panel(HealthSample sample, string step)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns(string.Empty, string.Empty, string.Empty);
        table.AddRow("nodes online", Scale(sample.Online, sample.Nodes, "green"), $"{sample.Online} of {sample.Nodes}");
        var pairs = Math.Max(sample.Pairs.Values.Sum(), 1);
        foreach (var (path, color) in Paths)
        {
            var count = sample.Pairs.GetValueOrDefault(path);
            table.AddRow($"pairs {path}", Scale(count, pairs, color), count.ToString(CultureInfo.InvariantCulture));
        }

        table.AddRow("health", Scale(sample.Health ?? 0, 1, "green"), string.Create(CultureInfo.InvariantCulture, $"{sample.Health:0.00}"));
        table.AddRow("processors", Scale(sample.Processors, 1, "yellow"), string.Create(CultureInfo.InvariantCulture, $"{sample.Processors:0 %}"));
        foreach (var (gateway, clients) in sample.Gateways.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            table.AddRow($"clients of {Markup.Escape(gateway)}", Scale(clients, Math.Max(sample.Gateways.Values.Sum(), 1), "blue"), clients.ToString(CultureInfo.InvariantCulture));
        }

        return new Panel(new Rows(new Markup($"[bold]{Markup.Escape(step)}[/]"), (IRenderable)table))
            .Header(string.Create(CultureInfo.InvariantCulture, $" the mesh after {sample.At:0} s, {sample.Failovers} failovers "));
    }

    private static string Scale(double value, double whole, string color)
    {
        var full = whole > 0 ? (int)Math.Round(Math.Clamp(value / whole, 0, 1) * Bar) : 0;
        return $"[{color}]{new string('█', full)}[/][grey]{new string('·', Bar - full)}[/]";
    }
}
