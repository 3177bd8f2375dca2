using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using MeshGate.Core.Health;
using MeshGate.Core.Routes;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Statistics;
using MeshGate.Kubernetes.Telemetry;
using MeshGate.Kubernetes.Tracing;

namespace MeshGate.Operator.Observability;

/// <summary>The operator's own instruments.</summary>
public sealed class OperatorMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "MeshGate.Operator";

    private static readonly InstrumentAdvice<double> Work = new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] };

    private readonly Meter _meter = new(MeterName);
    private readonly TimeProvider _time;
    private readonly ReconcileTraces? _traces;
    private readonly Counter<long> _reconciles;
    private readonly Histogram<double> _reconcileDuration;
    private readonly Histogram<double> _planDuration;
    private readonly Counter<long> _apiWrites;
    private readonly ConcurrentDictionary<long, long> _underWay = new();
    private long _last;

    /// <summary>Makes the instruments.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="traces">Traces passes over all objects; null for no traces.</param>
    public OperatorMetrics(TimeProvider time, ReconcileTraces? traces = null)
    {
        _time = time;
        _traces = traces;
        MetricLabel controller = MetricLabel.Open("controller", "the operator's: topology, meshnode, meshroute, meshpolicy, node");
        _reconciles = _meter.CreateCounter<long>("reconciles_total", null, "Reconciliations by controller and outcome.", MetricLabel.Declare(controller, MetricLabel.Open("outcome", "success, error")));
        _reconcileDuration = _meter.CreateHistogram("reconcile_duration_seconds", "s", "How long a reconciliation took.", MetricLabel.Declare(controller), Work);
        _planDuration = _meter.CreateHistogram("plan_duration_seconds", "s", "How long it took to read the caches and plan the mesh, without writes.", MetricLabel.Declare(), Work);
        _apiWrites = _meter.CreateCounter<long>(
            "api_writes_total",
            null,
            "Writes to the API server by resource, verb and outcome.",
            MetricLabel.Declare(MetricLabel.Open("resource", "plurals of the kinds that the operator writes"), MetricLabel.Open("verb", "create, patch, delete"), MetricLabel.Open("outcome", "success, conflict, error")));
    }

    /// <summary>How long the reconciliation that takes longest has been under way; zero when none is.</summary>
    public TimeSpan LongestReconcile => _underWay.Values.Select(started => _time.GetElapsedTime(started)).DefaultIfEmpty().Max();

    /// <summary>Shows the mesh in numbers. Every operator of the mesh tells the same, whichever leads.</summary>
    /// <param name="gather">Says how the mesh stands; called for each gauge.</param>
    public void Observe(Func<MeshStatistics> gather)
    {
        ArgumentNullException.ThrowIfNull(gather);
        Gauge("nodes", mesh => mesh.Nodes, "MeshNodes.");
        Gauge("nodes_online", mesh => mesh.Online, "MeshNodes whose heartbeats arrive.");
        Gauge("nodes_offline", mesh => mesh.Offline, "MeshNodes whose heartbeats stopped; one that was never heard of is neither.");
        Gauge("nodes_ready", mesh => mesh.Ready, "MeshNodes that are Ready.");
        Gauge("mesh_health", mesh => mesh.Score, "The mesh's health, 0 to 1: the mean of its nodes', each the mean of its paths to nodes that are online, 0 for one that is offline.");
        Series("nodes_by_health", "health", Enum.GetValues<HealthBand>(), mesh => mesh.Health, "Nodes by health: good from 0.8, fair from 0.5, poor below.");
        Series("pairs", "path", Enum.GetValues<PeerPath>(), mesh => mesh.Pairs, "Pairs of nodes that are online and are to know each other, by the kind of path between them.");
        Series("routes", "state", Enum.GetValues<RouteState>(), mesh => mesh.Routes, "MeshRoutes by state.");
        Gauge("session_failovers", mesh => mesh.Failovers, "How often sessions left a path that failed, as daemons that are online count since they started; each end of a session counts its own.");

        void Gauge(string name, Func<MeshStatistics, double> value, string description)
            => _meter.CreateObservableGauge(name, () => value(gather()), null, description, MetricLabel.Declare());

        void Series<T>(string name, string label, T[] values, Func<MeshStatistics, IReadOnlyDictionary<T, int>> counts, string description)
            where T : struct, Enum
            => _meter.CreateObservableGauge(
                name,
                () => values.Select(value => new Measurement<int>(counts(gather()).GetValueOrDefault(value), new KeyValuePair<string, object?>(label, Word($"{value}")))).ToArray(),
                null,
                description,
                MetricLabel.Declare(MetricLabel.Of(label, [.. values.Select(value => Word($"{value}"))])));
    }

#pragma warning disable CA1308 // Labels are in lower case, as the daemon's.
    private static string Word(string value) => value == nameof(RouteState.FailedOver) ? "failed-over" : value.ToLowerInvariant();
#pragma warning restore CA1308

    /// <summary>Runs a reconciliation and counts it.</summary>
    /// <param name="controller">Who reconciles.</param>
    /// <param name="reconcile">What it does; an exception counts as an error and goes on to the caller.</param>
    /// <param name="isError">Whether what came of it is an error too; null where nothing is.</param>
    public async Task<T> MeasureAsync<T>(string controller, Func<Task<T>> reconcile, Func<T, bool>? isError = null)
    {
        ArgumentNullException.ThrowIfNull(reconcile);
        long started = _time.GetTimestamp();
        long own = Interlocked.Increment(ref _last);
        _underWay[own] = started;
        string outcome = "error";

        // Work on a single object has its span already.
        using Activity? span = Activity.Current is null ? _traces?.Begin(controller, controller) : null;
        Exception? error = null;
        try
        {
            T result = await reconcile();
            outcome = isError?.Invoke(result) == true ? "error" : "success";
            return result;
        }
        catch (Exception e)
        {
            error = e;
            throw;
        }
        finally
        {
            ReconcileTraces.End(span, outcome, error);
            _underWay.TryRemove(own, out _);
            var tag = new KeyValuePair<string, object?>("controller", controller);
            _reconciles.Add(1, tag, new("outcome", outcome));

            // A series that begins with its first error hides that one from rate().
            _reconciles.Add(0, tag, new("outcome", "error"));
            _reconcileDuration.Record(_time.GetElapsedTime(started).TotalSeconds, tag);
        }
    }

    /// <summary>Notes a plan that was just made.</summary>
    /// <param name="duration">How long it took.</param>
    /// <param name="nodes">For how many nodes.</param>
    public void Planned(TimeSpan duration, int nodes)
    {
        _planDuration.Record(duration.TotalSeconds);
        using Activity? span = _traces?.Part("plan");
        if (span is not null)
        {
            DateTime end = span.StartTimeUtc;
            span.SetStartTime(end - duration).SetEndTime(end).SetTag("meshgate.nodes", nodes);
        }
    }

    /// <summary>Counts a write.</summary>
    public void Wrote(string resource, string verb, string outcome)
        => _apiWrites.Add(1, new("resource", resource), new("verb", verb), new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>Whether a meter is this one's; to export it and no other's of the same name.</summary>
    public bool Owns(Meter meter) => meter == _meter;

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
