using Prometheus;

namespace MeshGate.Kubernetes.Telemetry;

/// <summary>A gauge.</summary>
/// <param name="create">Makes the metric; it exists from the first measurement, which says what tags there are.</param>
/// <param name="adds">Whether measurements are differences.</param>
internal sealed class GaugeSeries(Func<string[], Gauge> create, bool adds) : MeterSeries
{
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private Gauge? _metric;

    public override void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var values = Values(tags);
        var child = (_metric ??= create(Names(tags))).WithLabels(values);
        if (adds)
        {
            child.Inc(value);
            return;
        }

        child.Set(value);
        lock (_told)
        {
            _told.Add(Key(values));
        }
    }

    /// <summary>Removes the series that were not measured since the last call.</summary>
    public void RemoveUntold()
    {
        lock (_told)
        {
            foreach (var values in _metric?.GetAllLabelValues().ToArray() ?? [])
            {
                if (!_told.Contains(Key(values)))
                {
                    _metric!.RemoveLabelled(values);
                }
            }

            _told.Clear();
        }
    }

    private static string Key(string[] values) => string.Join('\0', values);
}
