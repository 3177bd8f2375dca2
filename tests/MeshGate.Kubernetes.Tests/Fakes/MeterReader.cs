using System.Diagnostics.Metrics;
using System.Globalization;
using MeshGate.Kubernetes.Telemetry;

namespace MeshGate.Kubernetes.Tests.Fakes;

/// <summary>Reads the instruments of one <see cref="RuntimeMetrics"/>: counters add up, gauges are as last told, histograms count.</summary>
internal sealed class MeterReader : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, double> _values = new(StringComparer.Ordinal);
    private readonly List<(string Name, double Value)> _observations = [];

    public MeterReader(RuntimeMetrics metrics)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == metrics.Meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The value of a series such as <c>lists_total{resource=meshnodes,reason=start}</c>; 0 where it was never told.</summary>
    public double this[string series]
    {
        get
        {
            _listener.RecordObservableInstruments();
            lock (_gate)
            {
                return _values.GetValueOrDefault(series);
            }
        }
    }

    /// <summary>What a histogram was told.</summary>
    public double[] Observed(string series)
    {
        lock (_gate)
        {
            return [.. _observations.Where(o => o.Name == series).Select(o => o.Value)];
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = string.Join(',', tags.ToArray().Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Key}={t.Value}")));
        var name = labels.Length == 0 ? instrument.Name : $"{instrument.Name}{{{labels}}}";
        lock (_gate)
        {
            if (instrument is Histogram<double>)
            {
                _observations.Add((name, value));
            }
            else
            {
                _values[name] = instrument.IsObservable ? value : _values.GetValueOrDefault(name) + value;
            }
        }
    }
}
