using System.Diagnostics.Metrics;
using System.Text;
using MeshGate.Kubernetes.Statistics;
using MeshGate.Kubernetes.Telemetry;
using MeshGate.NodeDaemon.Relays;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.NodeDaemon.Turn;
using MeshGate.Operator.Observability;

namespace MeshGate.Chart.Tests.Monitoring;

/// <summary>The table of <c>docs/metrics.md</c>, made from the instruments themselves.</summary>
internal static class MetricsTable
{
    private const string Start = "<!-- metrics -->\n";
    private const string End = "<!-- end -->";

    private static readonly string[] OperatorsAlone = ["workqueue_", "reconciles_", "leader", "events_"];

    /// <summary>The page.</summary>
    public static string File { get; } = Tree.In("docs/metrics.md");

    /// <summary>Every metric with what the page says of it, ordered by name.</summary>
    public static IReadOnlyList<MetricRow> Rows()
    {
        using var daemon = new DaemonMetrics();
        daemon.Observe(new TurnCounters());
        daemon.Observe(new RelayTraffic());
        using var control = new OperatorMetrics(TimeProvider.System);
        control.Observe(() => new MeshStatistics());
        using var runtime = new RuntimeMetrics();
        var rows = new List<MetricRow>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            var by = daemon.Owns(instrument.Meter) ? "daemon"
                : control.Owns(instrument.Meter) ? "operator"
                : !runtime.Owns(instrument.Meter) ? null
                : OperatorsAlone.Any(start => instrument.Name.StartsWith(start, StringComparison.Ordinal)) ? "operator" : "operator, daemon";
            if (by is not null)
            {
                rows.Add(new MetricRow(
                    MeterExporter.NameOf(instrument),
                    instrument.GetType().Name.Split('`')[0] switch { "Histogram" => "histogram", "Counter" or "ObservableCounter" => "counter", _ => "gauge" },
                    by,
                    instrument.Unit,
                    MetricLabel.DeclaredBy(instrument),
                    instrument.Description ?? string.Empty));
            }
        };
        listener.Start();
        return [.. rows.OrderBy(row => row.Name, StringComparer.Ordinal)];
    }

    /// <summary>The page with its table as the code calls for.</summary>
    public static string Update(string page)
    {
        var start = page.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        var end = page.IndexOf(End, start, StringComparison.Ordinal);
        Assert.True(start >= Start.Length && end > 0, "the page has no marks around its table");
        var table = new StringBuilder("| metric | kind | of | labels | meaning |\n|---|---|---|---|---|\n");
        foreach (var row in Rows())
        {
            table.Append("| `").Append(row.Name).Append("` | ").Append(row.Kind).Append(" | ").Append(row.By).Append(" | ")
                .AppendJoin("; ", (row.Labels ?? []).Select(label => $"`{label.Name}`: {(label.IsClosed ? string.Join(", ", label.Values) : label.Meaning)}"))
                .Append(" | ").Append(row.Meaning.Replace("|", "\\|", StringComparison.Ordinal)).Append(" |\n");
        }

        return $"{page[..start]}{table}{page[end..]}";
    }
}
