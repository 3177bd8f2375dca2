using System.Net;
using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Informers;
using MeshGate.Kubernetes.Leadership;
using MeshGate.Kubernetes.Queues;
using MeshGate.Kubernetes.Telemetry;
using MeshGate.Kubernetes.Tracing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MeshGate.Kubernetes.Hosting;

/// <summary>
/// Brings every change of a kind to a worker: informer, work queue, workers. One key is never worked on twice at once, failures are
/// retried for ever with backoff, and nothing is begun while another process leads.
/// </summary>
internal abstract class EntityHost<TEntity> : BackgroundService
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly ILeadership _leadership;
    private readonly int _concurrency;
    private readonly ILogger _logger;
    private readonly RuntimeMetrics _metrics;
    private readonly ReconcileTraces _traces;
    private readonly WorkQueue<NamespacedName> _queue;
    private readonly CancellationTokenSource _abort = new();

    protected EntityHost(
        IInformer<TEntity> informer,
        ILeadership leadership,
        OperatorSettings settings,
        TimeProvider time,
        ILogger logger,
        RuntimeMetrics metrics,
        ReconcileTraces traces,
        string name)
    {
        WorkerName = name;
        Informer = informer;
        _leadership = leadership;
        _concurrency = settings.MaxConcurrentReconciles;
        _logger = logger;
        _metrics = metrics;
        _traces = traces;
        _queue = new WorkQueue<NamespacedName>(time, new WorkQueueOptions { Name = name }, metrics);
    }

    protected IInformer<TEntity> Informer { get; }

    /// <summary>What logs and metrics call this worker.</summary>
    protected string WorkerName { get; }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Work under way may finish until the host's patience ends.
        await using var abort = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _abort);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        base.Dispose();
        _queue.Dispose();
        _abort.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var subscription = Informer.Subscribe(OnChange);
            await Informer.Synced.WaitAsync(stoppingToken);
            await Task.WhenAll(Enumerable.Range(0, _concurrency).Select(_ => WorkAsync(stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Being told to stop is the normal end.
        }
    }

    /// <summary>Notes a change before its key is queued.</summary>
    protected virtual void Note(NamespacedName key, InformerChange<TEntity> change)
    {
    }

    /// <summary>Brings one object to where it should be.</summary>
    protected abstract Task<Outcome> HandleAsync(NamespacedName key, CancellationToken cancellationToken);

    private void OnChange(InformerChange<TEntity> change)
    {
        var metadata = (change.New ?? change.Old)!.Metadata;
        var key = new NamespacedName(metadata.NamespaceProperty, metadata.Name);
        Note(key, change);
        _queue.Add(key);
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _leadership.WaitAsync(stoppingToken);
            var (hasKey, key) = await _queue.TakeAsync(stoppingToken);
            if (!hasKey)
            {
                return;
            }

            try
            {
                // Leadership may have gone while this worker waited for a key.
                await _leadership.WaitAsync(stoppingToken);
                await ReconcileAsync(key, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            finally
            {
                _queue.Done(key);
            }
        }
    }

    private async Task ReconcileAsync(NamespacedName key, CancellationToken stoppingToken)
    {
        using var span = _traces.Begin(WorkerName, typeof(TEntity).Name, key, _queue.WaitedBy(key));
        try
        {
            ReconcileTraces.End(span, Settle(key, await HandleAsync(key, _abort.Token)));
        }
        catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            ReconcileTraces.End(span, Report(key, e), e);
            _queue.AddRateLimited(key);
        }
    }

    /// <summary>Does what comes of it.</summary>
    /// <returns>The result's name.</returns>
    private string Settle(NamespacedName key, Outcome outcome)
    {
        var result = outcome switch
        {
            { Error: not null, RequeueAfter: null } => "error",
            { Error: not null } => "waiting",
            { RequeueAfter: not null } => "requeue",
            _ => "success",
        };
        _metrics.Reconciled(WorkerName, result);
        if (outcome.Error is { } error)
        {
            if (outcome.RequeueAfter is null)
            {
                HostLog.Unsuccessful(_logger, WorkerName, key.ToString(), error);
                _queue.AddRateLimited(key);
                return result;
            }

            HostLog.Waiting(_logger, WorkerName, key.ToString(), error);
        }
        else
        {
            _queue.Forget(key);
        }

        if (outcome.RequeueAfter is { } delay)
        {
            _queue.AddAfter(key, delay);
        }

        return result;
    }

    private string Report(NamespacedName key, Exception error)
    {
        var result = error is KubernetesApiException { Code: HttpStatusCode.Conflict } or NotLeaderException ? "conflict" : "error";
        _metrics.Reconciled(WorkerName, result);
        if (result == "conflict")
        {
            HostLog.Conflict(_logger, WorkerName, key.ToString(), error.Message);
        }
        else
        {
            HostLog.Failed(_logger, WorkerName, key.ToString(), error);
        }

        return result;
    }

    /// <summary>What came of one object.</summary>
    /// <param name="Error">Why it was no success, or null.</param>
    /// <param name="RequeueAfter">When to look again.</param>
    protected readonly record struct Outcome(string? Error, TimeSpan? RequeueAfter);
}
