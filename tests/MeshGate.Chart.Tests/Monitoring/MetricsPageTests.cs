namespace MeshGate.Chart.Tests.Monitoring;

/// <summary>The page of metrics is the code's, and the metrics are as Prometheus wants them.</summary>
public sealed class MetricsPageTests
{
    /// <summary>More series than these of one metric and one process are too many; an open label counts as this many values.</summary>
    private const int MostSeries = 64;

    /// <summary>Set MESHGATE_UPDATE=1 to write the table instead of comparing it.</summary>
    [Fact]
    public void Page_HasTheTable_OfTheseInstruments()
    {
        var page = File.ReadAllText(MetricsTable.File);
        var updated = MetricsTable.Update(page);
        if (Environment.GetEnvironmentVariable("MESHGATE_UPDATE") == "1")
        {
            File.WriteAllText(MetricsTable.File, updated);
            return;
        }

        Assert.True(page == updated, "docs/metrics.md differs from the code: run 'make manifests'");
    }

    [Fact]
    public void Metrics_DeclareTheirLabels_AndNoneIsAPeersOwn()
    {
        var rows = MetricsTable.Rows();
        Assert.True(rows.Count > 50, $"{rows.Count} metrics");
        Assert.Equal(rows.Count, rows.Select(row => row.Name).Distinct().Count());
        Assert.All(rows, row =>
        {
            Assert.NotNull(row.Labels);
            Assert.All(row.Labels, label => Assert.False(label.Name is "peer" or "node" or "name" or "address" or "endpoint", row.Name));
            Assert.True(row.Labels.Where(label => label.IsClosed).Aggregate(1, (series, label) => series * label.Values.Length) <= MostSeries, row.Name);
            Assert.NotEmpty(row.Meaning);
            Assert.EndsWith(".", row.Meaning, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Names_EndInTheirUnits_AndCountersInTotal()
        => Assert.All(MetricsTable.Rows(), row =>
        {
            Assert.Matches("^meshgate_[a-z_]+$", row.Name);
            Assert.True(row.Name.EndsWith("_total", StringComparison.Ordinal) == (row.Kind == "counter"), row.Name);
            var bare = row.Kind == "counter" ? row.Name[..^"_total".Length] : row.Name;
            Assert.True(bare.EndsWith("_seconds", StringComparison.Ordinal) == (row.Unit == "s"), row.Name);
            Assert.True(row.Unit is not "By" || bare.EndsWith("_bytes", StringComparison.Ordinal), row.Name);
        });
}
