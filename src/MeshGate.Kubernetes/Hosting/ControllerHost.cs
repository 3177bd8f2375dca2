using System.Collections.Concurrent;
using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Controllers;
using MeshGate.Kubernetes.Informers;
using MeshGate.Kubernetes.Leadership;
using MeshGate.Kubernetes.Telemetry;
using MeshGate.Kubernetes.Tracing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MeshGate.Kubernetes.Hosting;

/// <summary>Runs one controller over all entities of a kind.</summary>
internal sealed class ControllerHost<TController, TEntity> : EntityHost<TEntity>
    where TController : class, IEntityController<TEntity>
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly IServiceScopeFactory _scopes;
    private readonly string[] _finalizers;
    private readonly ConcurrentDictionary<NamespacedName, TEntity> _gone = new();

    public ControllerHost(
        IInformer<TEntity> informer,
        ILeadership leadership,
        OperatorSettings settings,
        TimeProvider time,
        IServiceScopeFactory scopes,
        IEnumerable<FinalizerRegistration<TEntity>> finalizers,
        ILogger<TController> logger,
        RuntimeMetrics metrics,
        ReconcileTraces traces)
        : base(informer, leadership, settings, time, logger, metrics, traces, typeof(TController).Name)
    {
        _scopes = scopes;
        _finalizers = settings.AutoAttachFinalizers ? [.. finalizers.Select(f => f.Identifier)] : [];
    }

    protected override void Note(NamespacedName key, InformerChange<TEntity> change)
    {
        if (change is { New: null, Old: { } old })
        {
            _gone[key] = old;
        }
    }

    protected override async Task<Outcome> HandleAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var controller = scope.ServiceProvider.GetRequiredService<TController>();
        if (_gone.TryGetValue(key, out var gone))
        {
            var result = await controller.DeletedAsync(gone, cancellationToken);
            if (!result.IsSuccess)
            {
                return new Outcome(result.ErrorMessage, result.RequeueAfter);
            }

            // Only this object's end is dealt with: another of its name may have come and gone meanwhile.
            _gone.TryRemove(new KeyValuePair<NamespacedName, TEntity>(key, gone));
        }

        if (Informer.Get(key) is not { } entity || entity.Metadata.DeletionTimestamp is not null || !HasFinalizers(entity))
        {
            return default;
        }

        var reconciled = await controller.ReconcileAsync(entity, cancellationToken);
        return new Outcome(reconciled.ErrorMessage, reconciled.RequeueAfter);
    }

    /// <summary>Without them nothing may be done that would have to be undone; putting them on is told as a change.</summary>
    private bool HasFinalizers(TEntity entity)
        => _finalizers.All(identifier => entity.Metadata.Finalizers?.Contains(identifier) == true);
}
