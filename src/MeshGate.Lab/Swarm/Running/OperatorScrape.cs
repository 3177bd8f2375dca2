using MeshGate.Lab.Metrics;
using MeshGate.Lab.Swarm.Reporting;

namespace MeshGate.Lab.Swarm.Running;

/// <summary>The operator's metrics at one moment.</summary>
public sealed class OperatorScrape
{
    private readonly IReadOnlyList<MetricSample> _samples;

    private OperatorScrape(IReadOnlyList<MetricSample> samples) => _samples = samples;

    /// <summary>Reads the page; null where there is none.</summary>
    public static async Task<OperatorScrape?> ReadAsync(Uri? page, CancellationToken cancellationToken)
    {
        if (page is null)
        {
            return null;
        }

        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            return new OperatorScrape(PrometheusText.Parse(await http.GetStringAsync(page, cancellationToken)));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>What happened since an earlier moment.</summary>
    public OperatorFigures Since(OperatorScrape earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        var before = earlier.WritesByResource();
        return new OperatorFigures(
            Math.Round(Sum("process_working_set_bytes") / 1e6, 1),
            Math.Round(Sum("process_cpu_seconds_total") - earlier.Sum("process_cpu_seconds_total"), 1),
            Sum("plan_duration_seconds_count") - earlier.Sum("plan_duration_seconds_count"),
            Math.Round(Sum("plan_duration_seconds_sum") - earlier.Sum("plan_duration_seconds_sum"), 3),
            new SortedDictionary<string, double>(
                WritesByResource().ToDictionary(now => now.Key, now => now.Value - before.GetValueOrDefault(now.Key)), StringComparer.Ordinal));
    }

    // Meters prefix their instruments with their own names.
    private double Sum(string name) => _samples.Where(sample => sample.Name.EndsWith(name, StringComparison.Ordinal)).Sum(sample => sample.Value);

    private Dictionary<string, double> WritesByResource() => _samples
        .Where(sample => sample.Name.EndsWith("api_writes_total", StringComparison.Ordinal))
        .GroupBy(sample => sample.Labels.GetValueOrDefault("resource", "unknown"))
        .ToDictionary(group => group.Key, group => group.Sum(sample => sample.Value), StringComparer.Ordinal);
}
