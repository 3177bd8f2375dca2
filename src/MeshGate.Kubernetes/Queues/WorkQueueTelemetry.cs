using MeshGate.Kubernetes.Telemetry;

namespace MeshGate.Kubernetes.Queues;

/// <summary>What a work queue tells the metrics.</summary>
/// <param name="metrics">The instruments; null for none.</param>
/// <param name="name">The queue.</param>
/// <param name="read">Its state.</param>
internal sealed class WorkQueueTelemetry(RuntimeMetrics? metrics, string name, Func<QueueReadings> read)
{
    private readonly KeyValuePair<string, object?> _queue = RuntimeMetrics.Tag("queue", name);
    private readonly IDisposable? _tracking = metrics?.TrackQueue(name, read);

    /// <summary>A key was put in.</summary>
    public void Added() => metrics?.QueueAdds.Add(1, _queue);

    /// <summary>A key is to be tried again after a failure.</summary>
    public void Retried() => metrics?.QueueRetries.Add(1, _queue);

    /// <summary>A key was handed out.</summary>
    public void Waited(TimeSpan duration) => metrics?.QueueSeconds.Record(duration.TotalSeconds, _queue);

    /// <summary>The work on a key ended.</summary>
    public void Worked(TimeSpan duration) => metrics?.WorkSeconds.Record(duration.TotalSeconds, _queue);

    /// <summary>The gauges go.</summary>
    public void Stop() => _tracking?.Dispose();
}
