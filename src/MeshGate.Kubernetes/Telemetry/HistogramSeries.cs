using Prometheus;

namespace MeshGate.Kubernetes.Telemetry;

/// <summary>A histogram.</summary>
/// <param name="create">Makes the metric; it exists from the first measurement, which says what tags there are.</param>
internal sealed class HistogramSeries(Func<string[], Histogram> create) : MeterSeries
{
    private Histogram? _metric;

    public override void Begin(string[] names, IEnumerable<string[]> values)
    {
        foreach (var series in values)
        {
            (_metric ??= create(names)).WithLabels(series);
        }
    }

    public override void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        => (_metric ??= create(Names(tags))).WithLabels(Values(tags)).Observe(value);
}
