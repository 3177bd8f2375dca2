using System.Diagnostics.Metrics;
using Prometheus;

namespace MeshGate.Kubernetes.Telemetry;

/// <summary>
/// Exports instruments to a Prometheus registry, each as what it is. (The library's own adapter types counters as gauges, lest an
/// instrument made anew count backwards; here each is made once a process.) Names are meter and instrument in lower case, dots as underscores.
/// The measurements of one instrument carry the same tags in the same order.
/// </summary>
public sealed class MeterExporter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private readonly List<GaugeSeries> _observed = [];
    private readonly MetricFactory _factory;
    private readonly Func<Meter, bool> _wanted;
    private volatile bool _disposed;

    /// <summary>Starts to listen: to instruments that are there and to those that come.</summary>
    /// <param name="registry">Where the metrics go.</param>
    /// <param name="wanted">Which meters to export.</param>
    public MeterExporter(CollectorRegistry registry, Func<Meter, bool> wanted)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(wanted);
        _factory = Metrics.WithCustomRegistry(registry);
        _wanted = wanted;
        _listener.InstrumentPublished = OnPublished;
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, series) => ((MeterSeries)series!).Record(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, series) => ((MeterSeries)series!).Record(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, series) => ((MeterSeries)series!).Record(value, tags));
        _listener.Start();
        registry.AddBeforeCollectCallback(Observe);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _listener.Dispose();
    }

    private void OnPublished(Instrument instrument, MeterListener listener)
    {
        if (!_wanted(instrument.Meter))
        {
            return;
        }

        var series = CreateSeries(instrument);
        if (MetricLabel.DeclaredBy(instrument) is { } labels)
        {
            series.Begin([.. labels.Select(label => label.Name)], MetricLabel.Series(labels));
        }

        listener.EnableMeasurementEvents(instrument, series);
    }

    /// <summary>The name under which an instrument is exported.</summary>
    public static string NameOf(Instrument instrument)
    {
        ArgumentNullException.ThrowIfNull(instrument);
#pragma warning disable CA1308 // Prometheus' names are in lower case.
        return $"{instrument.Meter.Name}_{instrument.Name}".Replace('.', '_').ToLowerInvariant();
#pragma warning restore CA1308
    }

    private MeterSeries CreateSeries(Instrument instrument)
    {
        var name = NameOf(instrument);
        var help = instrument.Description ?? string.Empty;
        switch (instrument)
        {
            case Counter<long> or Counter<int> or Counter<double>:
                return new CounterSeries(labels => _factory.CreateCounter(name, help, labels), isTotal: false);
            case ObservableCounter<long> or ObservableCounter<int> or ObservableCounter<double>:
                return new CounterSeries(labels => _factory.CreateCounter(name, help, labels), isTotal: true);
            case Histogram<double> histogram:
                var buckets = histogram.Advice?.HistogramBucketBoundaries is { } bounds ? new HistogramConfiguration { Buckets = [.. bounds] } : null;
                return new HistogramSeries(labels => _factory.CreateHistogram(name, help, labels, buckets));
            case UpDownCounter<long> or UpDownCounter<int> or UpDownCounter<double>:
                return new GaugeSeries(labels => _factory.CreateGauge(name, help, labels), adds: true);
            default:
                var gauge = new GaugeSeries(labels => _factory.CreateGauge(name, help, labels), adds: false);
                if (instrument.IsObservable)
                {
                    lock (_gate)
                    {
                        _observed.Add(gauge);
                    }
                }

                return gauge;
        }
    }

    /// <summary>Asks the observable instruments; a series that is no longer told goes.</summary>
    private void Observe()
    {
        // The registry keeps this callback for good.
        if (_disposed)
        {
            return;
        }

        lock (_gate)
        {
            _listener.RecordObservableInstruments();
            foreach (var gauge in _observed)
            {
                gauge.RemoveUntold();
            }
        }
    }
}
