using System.Globalization;
using MeshGate.Lab.Scenarios;
using Spectre.Console;

namespace MeshGate.Lab.Demo;

/// <summary>Shows the demonstration: a bar while pairs become direct, then a table.</summary>
public sealed class DemoReport(IAnsiConsole console)
{
    private const int WideEnough = 112;

    /// <summary>Shows progress while the pairs become direct: a bar on a terminal, lines elsewhere.</summary>
    public async Task<TimeSpan?> WatchAsync(DemoRun run, TimeSpan within, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        var total = run.Pairs.Count;
        if (!console.Profile.Capabilities.Interactive)
        {
            return await run.WaitAsync(
                within, (count, fresh) => console.WriteLine($"{count,3}/{total} pairs direct  ({fresh})"), cancellationToken);
        }

        return await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask($"0/{total} pairs direct", maxValue: total);
                return await run.WaitAsync(
                    within,
                    (count, _) =>
                    {
                        bar.Value = count;
                        bar.Description = $"{count}/{total} pairs direct";
                    },
                    cancellationToken);
            });
    }

    /// <summary>Shows every pair.</summary>
    public void Show(IReadOnlyList<PairProof> proofs)
    {
        ArgumentNullException.ThrowIfNull(proofs);

        // On a narrow terminal the two endpoints stand one above the other.
        var narrow = console.Profile.Width < WideEnough;
        var table = new Table().Border(narrow ? TableBorder.None : TableBorder.Square);
        string[] endpoints = narrow ? ["endpoint"] : ["endpoint →", "endpoint ←"];
        foreach (var column in (string[])["pair", "path", .. endpoints, "RTT (ping)", "handshake", "TCP 1 MiB"])
        {
            table.AddColumn(new TableColumn(column).NoWrap().PadLeft(narrow ? 0 : 1));
        }

        foreach (var proof in proofs)
        {
            string[] cells = narrow
                ? [$"→ {Markup.Escape(proof.EndpointAtA)}\n← {Markup.Escape(proof.EndpointAtB)}"]
                : [Markup.Escape(proof.EndpointAtA), Markup.Escape(proof.EndpointAtB)];
            table.AddRow([
                $"{proof.A} ↔ {proof.B}",
                proof.Direct ? "[green]direct[/]" : "[red]none[/]",
                .. cells,
                proof.Ping is { } rtt
                    ? string.Create(CultureInfo.InvariantCulture, $"[green]✓[/] {rtt.TotalMilliseconds:0.0} ms")
                    : "[red]✗[/] no answer",
                proof.HandshakeAge is { } age ? string.Create(CultureInfo.InvariantCulture, $"{age.TotalSeconds:0} s ago") : "none",
                proof.Transfer.Intact
                    ? $"[green]✓[/] {DurationText.Write(proof.Transfer.Duration)}"
                    : $"[red]✗[/] {Markup.Escape(proof.Transfer.ToString())}",
            ]);
        }

        console.Write(table);
    }
}
