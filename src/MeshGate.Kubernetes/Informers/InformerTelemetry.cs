using System.Net;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Telemetry;

namespace MeshGate.Kubernetes.Informers;

/// <summary>What an informer tells the metrics.</summary>
/// <param name="metrics">The instruments; null for none.</param>
/// <param name="resource">The plural.</param>
/// <param name="time">The clock.</param>
/// <param name="state">Objects in the cache, whether it is synced, whether list and watch work.</param>
internal sealed class InformerTelemetry(RuntimeMetrics? metrics, string resource, TimeProvider time, Func<(int Objects, bool IsSynced, bool IsConnected)> state)
{
    private readonly KeyValuePair<string, object?> _resource = RuntimeMetrics.Tag("resource", resource);
    private long _heardAt = time.GetTimestamp();
    private IDisposable? _tracking;

    /// <summary>The gauges appear.</summary>
    public void Start() => _tracking = metrics?.TrackInformer(resource, () =>
    {
        var (objects, isSynced, isConnected) = state();
        return new InformerReadings(objects, isSynced, isConnected, time.GetElapsedTime(Volatile.Read(ref _heardAt)));
    });

    /// <summary>Everything was listed.</summary>
    public void Listed(string reason)
    {
        Heard();
        metrics?.Lists.Add(1, _resource, RuntimeMetrics.Tag("reason", reason));
    }

    /// <summary>The server said something.</summary>
    public void Heard() => Volatile.Write(ref _heardAt, time.GetTimestamp());

    /// <summary>A watch brought news.</summary>
    public void Told(WatchEventKind type) => metrics?.WatchEvents.Add(1, _resource, RuntimeMetrics.Tag("type", type switch
    {
        WatchEventKind.Added => "added",
        WatchEventKind.Modified => "modified",
        WatchEventKind.Deleted => "deleted",
        _ => "bookmark",
    }));

    /// <summary>A watch ended.</summary>
    public void Ended(string reason) => metrics?.WatchEnds.Add(1, _resource, RuntimeMetrics.Tag("reason", reason));

    /// <summary>A watch failed.</summary>
    public void Ended(Exception error) => Ended(error switch
    {
        KubernetesApiException { Code: HttpStatusCode.Gone } => "expired",
        KubernetesApiException => "refused",
        TimeoutException => "silent",
        _ => "broken",
    });

    /// <summary>The gauges go.</summary>
    public void Stop() => _tracking?.Dispose();
}
