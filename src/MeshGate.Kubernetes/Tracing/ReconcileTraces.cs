using System.Diagnostics;
using System.Globalization;
using MeshGate.Kubernetes.Client;

namespace MeshGate.Kubernetes.Tracing;

/// <summary>
/// Spans of the work on objects. One for each process; while nobody listens to it, it makes none. Errors are told by their kind alone: their texts are in the log.
/// </summary>
public sealed class ReconcileTraces : IDisposable
{
    /// <summary>The name of the source of the spans.</summary>
    public const string SourceName = "MeshGate.Kubernetes";

    private readonly ActivitySource _source = new(SourceName);

    /// <summary>Whether a source is this one's; to listen to it and no other of the same name.</summary>
    public bool Owns(ActivitySource source) => source == _source;

    /// <summary>Begins a reconciliation of one object; it is the current span until it is disposed of.</summary>
    /// <param name="worker">Who reconciles.</param>
    /// <param name="kind">The kind of object.</param>
    /// <param name="key">The object.</param>
    /// <param name="waited">How long its key waited in the queue.</param>
    /// <returns>The span; null while nobody listens.</returns>
    public Activity? Begin(string worker, string kind, NamespacedName key, TimeSpan waited)
    {
        var span = Begin(worker, kind);
        return span?.SetTag("meshgate.key", key.ToString()).SetTag("meshgate.queue_ms", Math.Round(waited.TotalMilliseconds, 1));
    }

    /// <summary>Begins a reconciliation of all objects together; it is the current span until it is disposed of.</summary>
    /// <param name="worker">Who reconciles.</param>
    /// <param name="kind">What is reconciled.</param>
    /// <returns>The span; null while nobody listens.</returns>
    public Activity? Begin(string worker, string kind)
    {
        var span = _source.StartActivity($"reconcile {kind}");
        return span?.SetTag("meshgate.worker", worker).SetTag("meshgate.kind", kind);
    }

    /// <summary>Begins a part of the reconciliation under way.</summary>
    /// <returns>The span; null where no reconciliation that is traced is under way.</returns>
    public Activity? Part(string name) => Activity.Current is null ? null : _source.StartActivity(name);

    /// <summary>Begins a call of the reconciliation under way to the API server.</summary>
    /// <param name="verb">Such as patch.</param>
    /// <param name="resource">The plural of the kind, with a subresource after a slash.</param>
    /// <param name="name">The object.</param>
    /// <returns>The span; null where no reconciliation that is traced is under way.</returns>
    public Activity? Call(string verb, string resource, string? name)
    {
        if (Activity.Current is null)
        {
            return null;
        }

        var span = _source.StartActivity($"{verb} {resource}", ActivityKind.Client);
        return span?.SetTag("meshgate.key", name);
    }

    /// <summary>Says what came of it.</summary>
    public static void End(Activity? span, string outcome, Exception? error = null)
    {
        if (span is null)
        {
            return;
        }

        span.SetTag("meshgate.outcome", outcome);
        if (error is not null)
        {
            span.SetTag("error.type", error is KubernetesApiException { Code: var code } ? ((int)code).ToString(CultureInfo.InvariantCulture) : error.GetType().Name);
        }

        if (outcome == "error")
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}
