using Prometheus;

namespace MeshGate.Kubernetes.Telemetry;

/// <summary>A counter.</summary>
/// <param name="create">Makes the metric; it exists from the first measurement, which says what tags there are.</param>
/// <param name="isTotal">Whether measurements are totals, not increments.</param>
internal sealed class CounterSeries(Func<string[], Counter> create, bool isTotal) : MeterSeries
{
    private Counter? _metric;

    public override void Begin(string[] names, IEnumerable<string[]> values)
    {
        foreach (var series in values)
        {
            (_metric ??= create(names)).WithLabels(series).Inc(0);
        }
    }

    public override void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var child = (_metric ??= create(Names(tags))).WithLabels(Values(tags));
        if (isTotal)
        {
            child.IncTo(value);
        }
        else
        {
            child.Inc(value);
        }
    }
}
