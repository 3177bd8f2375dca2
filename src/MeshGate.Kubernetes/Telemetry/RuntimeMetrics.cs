using System.Diagnostics.Metrics;

namespace MeshGate.Kubernetes.Telemetry;

/// <summary>Every instrument of the runtime: client, informers, work queues, leader election, Events. One for each process.</summary>
public sealed class RuntimeMetrics : IDisposable
{
    /// <summary>The name of the meter; exported names start with <c>meshgate_kubernetes_</c>.</summary>
    public const string MeterName = "MeshGate.Kubernetes";

    // Requests take milliseconds, a throttled or retried one seconds.
    private static readonly InstrumentAdvice<double> Latency = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    };

    // A key may wait for a backoff of others and be worked on for microseconds.
    private static readonly InstrumentAdvice<double> Work = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 300],
    };

    private static readonly MetricLabel Verb = MetricLabel.Open("verb", "get, list, watch, create, patch, delete");
    private static readonly MetricLabel Resource = MetricLabel.Open("resource", "plurals of the kinds that the process uses, with a subresource after a slash");
    private static readonly MetricLabel Queue = MetricLabel.Open("queue", "the operator's queues, one for each controller");
    private static readonly MetricLabel Lease = MetricLabel.Open("lease", "the one by which the operator leads");

    private readonly GaugeSources<QueueReadings> _queues = new();
    private readonly GaugeSources<InformerReadings> _informers = new();
    private readonly GaugeSources<bool> _leaders = new();
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _requestSeconds;
    private readonly Counter<long> _retries;
    private readonly Histogram<double> _rateLimiterSeconds;
    private readonly Counter<long> _eventsRecorded;
    private readonly Counter<long> _eventsDropped;
    private readonly Counter<long> _leaderTransitions;
    private readonly Counter<long> _reconciles;

    /// <summary>Makes the instruments.</summary>
    public RuntimeMetrics()
    {
        _requests = Meter.CreateCounter<long>("api_requests_total", null, "Attempts of calls to the API server, by the code of the answer; 'none' where there was no answer.", MetricLabel.Declare(Verb, Resource, MetricLabel.Open("code", "HTTP status codes, and none")));
        _requestSeconds = Meter.CreateHistogram("api_request_seconds", "s", "How long the API server took to answer one attempt; of a watch, until it was accepted.", MetricLabel.Declare(Verb, Resource), Latency);
        _retries = Meter.CreateCounter<long>("api_retries_total", null, "Attempts that were not the first of their call.", MetricLabel.Declare(Verb, Resource));
        _rateLimiterSeconds = Meter.CreateHistogram("api_rate_limiter_seconds", "s", "How long an attempt was held back by the client's own rate limit.", MetricLabel.Declare(), Latency);
        WatchEnds = Meter.CreateCounter<long>("watch_ends_total", null, "Watches that ended, by reason: closed (by the server), expired (410), silent, refused, broken.", MetricLabel.Declare(Resource, MetricLabel.Open("reason", "closed, expired, silent, refused, broken")));
        WatchEvents = Meter.CreateCounter<long>("watch_events_total", null, "Watch events by type.", MetricLabel.Declare(Resource, MetricLabel.Open("type", "added, modified, deleted, bookmark")));
        Lists = Meter.CreateCounter<long>("lists_total", null, "Complete lists by reason: start, expired (410), refused (the watch, otherwise).", MetricLabel.Declare(Resource, MetricLabel.Open("reason", "start, expired, refused")));
        QueueAdds = Meter.CreateCounter<long>("workqueue_adds_total", null, "Keys that were put into the queue; one that waits already is not counted again.", MetricLabel.Declare(Queue));
        QueueRetries = Meter.CreateCounter<long>("workqueue_retries_total", null, "Keys that are tried again after a failure.", MetricLabel.Declare(Queue));
        QueueSeconds = Meter.CreateHistogram("workqueue_queue_seconds", "s", "How long a key waited in the queue.", MetricLabel.Declare(Queue), Work);
        WorkSeconds = Meter.CreateHistogram("workqueue_work_seconds", "s", "How long a key was worked on.", MetricLabel.Declare(Queue), Work);
        _reconciles = Meter.CreateCounter<long>("reconciles_total", null, "What came of the work on a key: success, requeue (asked to come again), waiting (not possible yet), conflict, error.", MetricLabel.Declare(MetricLabel.Open("worker", "the operator's controllers"), MetricLabel.Open("result", "success, requeue, waiting, conflict, error")));
        _eventsRecorded = Meter.CreateCounter<long>("events_recorded_total", null, "Events written to the API server, counts raised included.", MetricLabel.Declare(MetricLabel.Of("type", "Normal", "Warning")));
        _eventsDropped = Meter.CreateCounter<long>("events_dropped_total", null, "Events lost, by reason: limit (too many about one object), error.", MetricLabel.Declare(MetricLabel.Of("reason", "limit", "error")));
        _leaderTransitions = Meter.CreateCounter<long>("leader_transitions_total", null, "How often this process began or ceased to lead.", MetricLabel.Declare(Lease));

        Observe("workqueue_depth", Queue, _queues, q => q.Depth, "Keys that wait to be worked on, delayed ones not counted.");
        Observe("workqueue_delayed", Queue, _queues, q => q.Delayed, "Keys whose time has not come yet.");
        Observe("workqueue_longest_work_seconds", Queue, _queues, q => q.LongestWork.TotalSeconds, "How long the key that is worked on longest has been.", "s");
        Observe("informer_objects", Resource, _informers, i => i.Objects, "Objects in the cache.");
        Observe("informer_synced", Resource, _informers, i => i.IsSynced ? 1 : 0, "1 once the first list is in the cache.");
        Observe("informer_connected", Resource, _informers, i => i.IsConnected ? 1 : 0, "1 while list and watch work.");
        Observe("informer_age_seconds", Resource, _informers, i => i.Age.TotalSeconds, "Since the API server last said anything about the cache's state: a list, an event, a bookmark.", "s");
        Observe("leader", Lease, _leaders, leads => leads ? 1 : 0, "1 while this process leads.");
    }

    /// <summary>How long the oldest work on a key of any queue has been under way.</summary>
    internal TimeSpan LongestWork => _queues.Read().Select(q => q.LongestWork).DefaultIfEmpty().Max();

    internal Meter Meter { get; } = new(MeterName);

    internal Counter<long> WatchEnds { get; }

    internal Counter<long> WatchEvents { get; }

    internal Counter<long> Lists { get; }

    internal Counter<long> QueueAdds { get; }

    internal Counter<long> QueueRetries { get; }

    internal Histogram<double> QueueSeconds { get; }

    internal Histogram<double> WorkSeconds { get; }

    /// <summary>Whether a meter is this one's; to export it and no other's of the same name.</summary>
    public bool Owns(Meter meter) => meter == Meter;

    /// <inheritdoc/>
    public void Dispose() => Meter.Dispose();

    internal static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    internal void Requested(ApiCall call, string code, TimeSpan duration)
    {
        _requests.Add(1, Tag("verb", call.Verb), Tag("resource", call.Resource), Tag("code", code));

        // A series that begins with its first failure hides that one from rate().
        _requests.Add(0, Tag("verb", call.Verb), Tag("resource", call.Resource), Tag("code", "none"));
        _requestSeconds.Record(duration.TotalSeconds, Tag("verb", call.Verb), Tag("resource", call.Resource));
    }

    internal void Retried(ApiCall call) => _retries.Add(1, Tag("verb", call.Verb), Tag("resource", call.Resource));

    internal void HeldBack(TimeSpan duration) => _rateLimiterSeconds.Record(duration.TotalSeconds);

    internal void EventRecorded(string type) => _eventsRecorded.Add(1, Tag("type", type));

    internal void EventDropped(string reason) => _eventsDropped.Add(1, Tag("reason", reason));

    internal void LeaderChanged(string lease) => _leaderTransitions.Add(1, Tag("lease", lease));

    internal void Reconciled(string worker, string result) => _reconciles.Add(1, Tag("worker", worker), Tag("result", result));

    internal IDisposable TrackQueue(string name, Func<QueueReadings> read)
    {
        // A queue that nothing failed in has its counters all the same.
        QueueAdds.Add(0, Tag("queue", name));
        QueueRetries.Add(0, Tag("queue", name));
        return _queues.Add(Tag("queue", name), read);
    }

    internal IDisposable TrackInformer(string resource, Func<InformerReadings> read) => _informers.Add(Tag("resource", resource), read);

    internal IDisposable TrackLeader(string lease, Func<bool> isLeader) => _leaders.Add(Tag("lease", lease), isLeader);

    private void Observe<T>(string name, MetricLabel label, GaugeSources<T> sources, Func<T, double> value, string description, string? unit = null)
        => Meter.CreateObservableGauge(name, () => sources.Measure(value), unit, description, MetricLabel.Declare(label));
}
