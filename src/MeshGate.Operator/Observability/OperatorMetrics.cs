using System.Diagnostics.Metrics;

namespace MeshGate.Operator.Observability;

/// <summary>The operator's own instruments.</summary>
public sealed class OperatorMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "MeshGate.Operator";

    private static readonly InstrumentAdvice<double> Work = new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] };

    private readonly Meter _meter = new(MeterName);
    private readonly TimeProvider _time;
    private readonly Counter<long> _reconciles;
    private readonly Histogram<double> _reconcileDuration;
    private readonly Histogram<double> _planDuration;
    private readonly Counter<long> _apiWrites;
    private (int Total, int Online) _nodes;

    /// <summary>Makes the instruments.</summary>
    public OperatorMetrics(TimeProvider time)
    {
        _time = time;
        _reconciles = _meter.CreateCounter<long>("reconciles_total", description: "Reconciliations by controller and outcome.");
        _reconcileDuration = _meter.CreateHistogram<double>("reconcile_duration_seconds", "s", "How long a reconciliation took.", null, Work);
        _planDuration = _meter.CreateHistogram<double>("plan_duration_seconds", "s", "How long it took to read the caches and plan the mesh, without writes.", null, Work);
        _apiWrites = _meter.CreateCounter<long>("api_writes_total", description: "Writes to the API server by resource, verb and outcome.");
        _meter.CreateObservableGauge("nodes", () => _nodes.Total, description: "MeshNodes.");
        _meter.CreateObservableGauge("nodes_online", () => _nodes.Online, description: "MeshNodes whose heartbeats arrive.");
    }

    /// <summary>Runs a reconciliation and counts it.</summary>
    /// <param name="controller">Who reconciles.</param>
    /// <param name="reconcile">What it does; an exception counts as an error and goes on to the caller.</param>
    public async Task<T> MeasureAsync<T>(string controller, Func<Task<T>> reconcile)
    {
        ArgumentNullException.ThrowIfNull(reconcile);
        long started = _time.GetTimestamp();
        string outcome = "error";
        try
        {
            T result = await reconcile();
            outcome = "success";
            return result;
        }
        finally
        {
            var tag = new KeyValuePair<string, object?>("controller", controller);
            _reconciles.Add(1, tag, new("outcome", outcome));
            _reconcileDuration.Record(_time.GetElapsedTime(started).TotalSeconds, tag);
        }
    }

    /// <summary>Notes a plan.</summary>
    public void Planned(TimeSpan duration, int nodes, int online)
    {
        _planDuration.Record(duration.TotalSeconds);
        _nodes = (nodes, online);
    }

    /// <summary>Counts a write.</summary>
    public void Wrote(string resource, string verb, string outcome)
        => _apiWrites.Add(1, new("resource", resource), new("verb", verb), new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>Whether a meter is this one's; to export it and no other's of the same name.</summary>
    public bool Owns(Meter meter) => meter == _meter;

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
