using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Telemetry;
using Microsoft.Extensions.Logging;

namespace MeshGate.Kubernetes.Events;

/// <summary>Records core v1 Events, aggregated. Safe for concurrent use.</summary>
/// <param name="client">The API.</param>
/// <param name="component">Who reports, such as <c>meshgate-operator</c>.</param>
/// <param name="instance">Which process of it.</param>
/// <param name="time">The clock of time stamps and aggregation.</param>
/// <param name="logger">Is told of Events that could not be recorded.</param>
/// <param name="metrics">Counts what was recorded and what was not.</param>
public sealed class EventRecorder(
    IKubernetesClient client, string component, string instance, TimeProvider time, ILogger<EventRecorder> logger, RuntimeMetrics? metrics = null)
    : IEventRecorder, IDisposable
{
    private const int MaxMessage = 1024;
    private const int MaxObjectName = 230;

    /// <summary>Where Kubernetes wants the Events of cluster-scoped objects.</summary>
    private const string ClusterScoped = "default";

    private readonly SemaphoreSlim _gate = new(1);
    private readonly EventHistory _history = new();
    private readonly long _start = time.GetTimestamp();
    private long _sequence;

    /// <inheritdoc/>
    public async Task RecordAsync(
        IKubernetesObject<V1ObjectMeta> about, EventType type, string reason, string message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(about);
        try
        {
            // One at a time: two of the same kind must not both find that there is none yet.
            await _gate.WaitAsync(cancellationToken);
            try
            {
                await RecordOneAsync(about, type, reason, Shorten(message), cancellationToken);
            }
            finally
            {
                _gate.Release();
            }
        }
        catch (Exception e)
        {
            metrics?.EventDropped("error");
            EventLog.NotRecorded(logger, reason, about.Metadata?.Name ?? string.Empty, e.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task RecordOneAsync(
        IKubernetesObject<V1ObjectMeta> about, EventType type, string reason, string message, CancellationToken cancellationToken)
    {
        var now = time.GetElapsedTime(_start);
        var uid = about.Metadata.Uid ?? $"{about.Kind}/{about.Metadata.NamespaceProperty}/{about.Metadata.Name}";
        var history = _history.Of(uid, now);
        var key = history.KeyOf(new EventKey(uid, type, reason, message), now);
        if (key.Message == ObjectEvents.Combined)
        {
            message = Shorten($"{ObjectEvents.Combined}: {message}");
        }

        var known = history.Find(key) is { } found ? found with { Count = found.Count + 1, At = now } : null;
        if (!history.TryTake(now))
        {
            if (known is not null)
            {
                // What may not be told now is counted all the same, and told with the next.
                history.Put(key, known);
            }

            metrics?.EventDropped("limit");
            EventLog.TooMany(logger, reason, about.Metadata.Name);
            return;
        }

        if (known is null || !await TryCountAsync(known, message, cancellationToken))
        {
            var created = Create(about, type, reason, message, known?.Count ?? 1);
            await client.CreateAsync(Resources.Events, created, cancellationToken);
            known = new RecordedEvent(new NamespacedName(created.Metadata.NamespaceProperty, created.Metadata.Name), created.Count ?? 1, now);
        }

        history.Put(key, known);
        metrics?.EventRecorded(type.ToString());
    }

    /// <summary>Raises the count; false if the server has forgotten the Event.</summary>
    private async Task<bool> TryCountAsync(RecordedEvent known, string message, CancellationToken cancellationToken)
    {
        var patch = new JsonObject
        {
            ["count"] = known.Count,
            ["lastTimestamp"] = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["message"] = message,
        };
        try
        {
            await client.PatchAsync(Resources.Events, known.Name, patch, null, cancellationToken);
            return true;
        }
        catch (KubernetesApiException e) when (e.Code == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private Corev1Event Create(IKubernetesObject<V1ObjectMeta> about, EventType type, string reason, string message, int count)
    {
        var now = time.GetUtcNow();
        var name = about.Metadata.Name.Length > MaxObjectName ? about.Metadata.Name[..MaxObjectName].TrimEnd('.', '-') : about.Metadata.Name;
        var unique = now.UtcTicks + Interlocked.Increment(ref _sequence);
        return new Corev1Event
        {
            ApiVersion = "v1",
            Kind = "Event",
            Metadata = new V1ObjectMeta
            {
                Name = string.Create(CultureInfo.InvariantCulture, $"{name}.{unique:x}"),
                NamespaceProperty = about.Metadata.NamespaceProperty ?? ClusterScoped,
            },
            InvolvedObject = new V1ObjectReference
            {
                ApiVersion = about.ApiVersion,
                Kind = about.Kind,
                Name = about.Metadata.Name,
                NamespaceProperty = about.Metadata.NamespaceProperty,
                Uid = about.Metadata.Uid,
                ResourceVersion = about.Metadata.ResourceVersion,
            },
            Type = type.ToString(),
            Reason = reason,
            Message = message,
            Count = count,
            FirstTimestamp = now.UtcDateTime,
            LastTimestamp = now.UtcDateTime,
            Source = new V1EventSource { Component = component },
            ReportingComponent = component,
            ReportingInstance = instance,
        };
    }

    private static string Shorten(string message) => message.Length > MaxMessage ? message[..(MaxMessage - 1)] + "…" : message;
}
