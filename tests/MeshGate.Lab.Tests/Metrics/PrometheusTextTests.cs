using MeshGate.Lab.Metrics;

namespace MeshGate.Lab.Tests.Metrics;

/// <summary>Reading a metrics page.</summary>
public sealed class PrometheusTextTests
{
    private const string Page = """
        # HELP setup_seconds x
        # TYPE setup_seconds histogram
        setup_seconds_bucket{peer="a",le="+Inf"} 4
        setup_seconds_sum{peer="a"} 3.5
        setup_seconds_count{peer="a"} 2
        setup_seconds_sum{peer="b"} 0.5
        setup_seconds_count{peer="b"} 2
        up 1 1700000000
        odd{text="a \"b\", c"} 1e3
        nonsense
        """;

    [Theory]
    [InlineData("setup_seconds", MetricStat.Mean, null, 1.0)]
    [InlineData("setup_seconds", MetricStat.Mean, "b", 0.25)]
    [InlineData("setup_seconds", MetricStat.Count, null, 4.0)]
    [InlineData("setup_seconds", MetricStat.Sum, "a", 3.5)]
    [InlineData("up", MetricStat.Value, null, 1.0)]
    [InlineData("odd", MetricStat.Value, null, 1000.0)]
    [InlineData("missing", MetricStat.Value, null, null)]
    [InlineData("setup_seconds", MetricStat.Mean, "c", null)]
    public void Select_TakesWhatIsAskedFor(string name, MetricStat stat, string? peer, double? expected)
    {
        var labels = peer is null ? new Dictionary<string, string>() : new() { ["peer"] = peer };
        Assert.Equal(expected, MetricsReader.Select(PrometheusText.Parse(Page), name, labels, stat));
    }
}
