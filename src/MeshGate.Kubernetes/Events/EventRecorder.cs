using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Client;
using Microsoft.Extensions.Logging;

namespace MeshGate.Kubernetes.Events;

/// <summary>Records core v1 Events, aggregated. Safe for concurrent use.</summary>
/// <param name="client">The API.</param>
/// <param name="component">Who reports, such as <c>meshgate-operator</c>.</param>
/// <param name="instance">Which process of it.</param>
/// <param name="time">The clock of time stamps and aggregation.</param>
/// <param name="logger">Is told of Events that could not be recorded.</param>
public sealed class EventRecorder(IKubernetesClient client, string component, string instance, TimeProvider time, ILogger<EventRecorder> logger)
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
            EventLog.NotRecorded(logger, reason, about.Metadata?.Name ?? string.Empty, e.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task RecordOneAsync(
        IKubernetesObject<V1ObjectMeta> about, EventType type, string reason, string message, CancellationToken cancellationToken)
    {
        var key = new EventKey(about.Metadata.Uid ?? $"{about.Kind}/{about.Metadata.NamespaceProperty}/{about.Metadata.Name}", type, reason, message);
        var now = time.GetElapsedTime(_start);
        if (_history.Find(key, now) is { } known && await TryCountAsync(known, cancellationToken))
        {
            _history.Put(key, known with { Count = known.Count + 1, At = now });
            return;
        }

        if (!_history.MayAdd(key))
        {
            EventLog.TooMany(logger, reason, about.Metadata.Name);
            return;
        }

        var created = Create(about, type, reason, message);
        await client.CreateAsync(Resources.Events, created, cancellationToken);
        _history.Put(key, new RecordedEvent(new NamespacedName(created.Metadata.NamespaceProperty, created.Metadata.Name), 1, now));
    }

    /// <summary>Raises the count; false if the server has forgotten the Event.</summary>
    private async Task<bool> TryCountAsync(RecordedEvent known, CancellationToken cancellationToken)
    {
        var patch = new JsonObject
        {
            ["count"] = known.Count + 1,
            ["lastTimestamp"] = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
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

    private Corev1Event Create(IKubernetesObject<V1ObjectMeta> about, EventType type, string reason, string message)
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
            Count = 1,
            FirstTimestamp = now.UtcDateTime,
            LastTimestamp = now.UtcDateTime,
            Source = new V1EventSource { Component = component },
            ReportingComponent = component,
            ReportingInstance = instance,
        };
    }

    private static string Shorten(string message) => message.Length > MaxMessage ? message[..(MaxMessage - 1)] + "…" : message;
}
