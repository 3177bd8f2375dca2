using System.Diagnostics.Metrics;
using System.Text;
using MeshGate.Kubernetes.Telemetry;
using Prometheus;

namespace MeshGate.Kubernetes.Tests.Telemetry;

public sealed class MeterExporterTests : IDisposable
{
    private readonly Meter _meter = new("MeshGate.Test");
    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly MeterExporter _exporter;

    public MeterExporterTests() => _exporter = new MeterExporter(_registry, meter => meter == _meter);

    public void Dispose()
    {
        _exporter.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public async Task Export_TypesEveryInstrument_AsWhatItIs()
    {
        var total = 7L;
        var counter = _meter.CreateCounter<long>("things_total", description: "Things.");
        _meter.CreateObservableCounter("seen_total", () => total, description: "Seen.");
        _meter.CreateObservableGauge("depth", () => 3, description: "Depth.");
        var ups = _meter.CreateUpDownCounter<long>("open", description: "Open.");
        var seconds = _meter.CreateHistogram("work_seconds", "s", "Work.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 2] });
        counter.Add(2, new KeyValuePair<string, object?>("kind", "a"));
        counter.Add(3, new KeyValuePair<string, object?>("kind", "b"));
        counter.Add(1, new KeyValuePair<string, object?>("kind", "a"));
        ups.Add(5);
        ups.Add(-2);
        seconds.Record(1);

        var lines = await ReadAsync();
        Assert.Contains("# TYPE meshgate_test_things_total counter", lines);
        Assert.Contains("meshgate_test_things_total{kind=\"a\"} 3", lines);
        Assert.Contains("meshgate_test_things_total{kind=\"b\"} 3", lines);
        Assert.Contains("# TYPE meshgate_test_seen_total counter", lines);
        Assert.Contains("meshgate_test_seen_total 7", lines);
        Assert.Contains("# TYPE meshgate_test_depth gauge", lines);
        Assert.Contains("meshgate_test_depth 3", lines);
        Assert.Contains("# TYPE meshgate_test_open gauge", lines);
        Assert.Contains("meshgate_test_open 3", lines);
        Assert.Contains("# TYPE meshgate_test_work_seconds histogram", lines);
        Assert.Equal(
            ["le=\"0.5\"} 0", "le=\"2\"} 1", "le=\"+Inf\"} 1"],
            lines.Where(l => l.StartsWith("meshgate_test_work_seconds_bucket", StringComparison.Ordinal)).Select(l => l[(l.IndexOf('{', StringComparison.Ordinal) + 1)..]));

        total = 9;
        Assert.Contains("meshgate_test_seen_total 9", await ReadAsync());
    }

    [Fact]
    public async Task Export_HasEverySeriesOfClosedLabels_BeforeAnythingIsMeasured()
    {
        var moves = _meter.CreateCounter<long>("moves_total", null, "Moves.", MetricLabel.Declare(MetricLabel.Of("cause", "silent", "lossy"), MetricLabel.Of("outcome", "moved", "lost")));
        _meter.CreateCounter<long>("plain_total", null, "Plain.", MetricLabel.Declare());
        _meter.CreateCounter<long>("open_total", null, "Open.", MetricLabel.Declare(MetricLabel.Open("resource", "any")));
        _meter.CreateCounter<long>("undeclared_total", null, "Undeclared.");
        _meter.CreateHistogram("gap_seconds", "s", "Gaps.", MetricLabel.Declare(MetricLabel.Of("cause", "silent")), new InstrumentAdvice<double> { HistogramBucketBoundaries = [1] });
        moves.Add(1, new("cause", "lossy"), new KeyValuePair<string, object?>("outcome", "lost"));

        var lines = await ReadAsync();
        Assert.Equal(
            ["{cause=\"lossy\",outcome=\"lost\"} 1", "{cause=\"lossy\",outcome=\"moved\"} 0", "{cause=\"silent\",outcome=\"lost\"} 0", "{cause=\"silent\",outcome=\"moved\"} 0"],
            lines.Where(l => l.StartsWith("meshgate_test_moves_total{", StringComparison.Ordinal)).Select(l => l["meshgate_test_moves_total".Length..]).Order(StringComparer.Ordinal));
        Assert.Contains("meshgate_test_plain_total 0", lines);
        Assert.Contains("meshgate_test_gap_seconds_count{cause=\"silent\"} 0", lines);
        Assert.DoesNotContain(lines, l => l.StartsWith("meshgate_test_open", StringComparison.Ordinal) || l.StartsWith("meshgate_test_undeclared", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Export_DropsASeries_WhenNobodyTellsItAnyMore()
    {
        string[] queues = ["a", "b"];
        _meter.CreateObservableGauge("depth", () => queues.Select(q => new Measurement<double>(1, new KeyValuePair<string, object?>("queue", q))));
        Assert.Equal(2, (await ReadAsync()).Count(l => l.StartsWith("meshgate_test_depth{", StringComparison.Ordinal)));
        queues = ["b"];
        Assert.Equal(["meshgate_test_depth{queue=\"b\"} 1"], (await ReadAsync()).Where(l => l.StartsWith("meshgate_test_depth{", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Export_LeavesOut_WhatIsNotWanted()
    {
        using var other = new Meter("Other");
        other.CreateCounter<long>("x_total").Add(1);
        Assert.DoesNotContain(await ReadAsync(), l => l.Contains("other", StringComparison.OrdinalIgnoreCase));
    }

    private async Task<string[]> ReadAsync()
    {
        using var text = new MemoryStream();
        await _registry.CollectAndExportAsTextAsync(text, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(text.ToArray()).Split('\n');
    }
}
