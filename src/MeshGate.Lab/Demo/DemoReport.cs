using System.Globalization;
using MeshGate.Lab.Scenarios;
using Spectre.Console;

namespace MeshGate.Lab.Demo;

/// <summary>Shows the demonstration: a bar while pairs become direct, then a table.</summary>
public sealed class DemoReport(IAnsiConsole console)
{
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
        var table = new Table().AddColumns("pair", "path", "endpoint →", "endpoint ←", "RTT", "handshake", "ping", "TCP 1 MiB");
        foreach (var proof in proofs)
        {
            table.AddRow(
                $"{proof.A} ↔ {proof.B}",
                proof.Direct ? "[green]direct[/]" : "[red]none[/]",
                Markup.Escape(proof.EndpointAtA),
                Markup.Escape(proof.EndpointAtB),
                proof.Ping is { } rtt ? string.Create(CultureInfo.InvariantCulture, $"{rtt.TotalMilliseconds:0.0} ms") : "-",
                proof.HandshakeAge is { } age ? string.Create(CultureInfo.InvariantCulture, $"{age.TotalSeconds:0} s ago") : "none",
                proof.Ping is not null ? "[green]✓[/]" : "[red]✗[/]",
                proof.Transfer.Intact
                    ? $"[green]✓[/] {DurationText.Write(proof.Transfer.Duration)}"
                    : $"[red]✗[/] {Markup.Escape(proof.Transfer.ToString())}");
        }

        console.Write(table);
    }
}
