using System.Net;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Informers;
using MeshGate.Kubernetes.Leadership;
using MeshGate.Kubernetes.Telemetry;
using MeshGate.Kubernetes.Tracing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MeshGate.Kubernetes.Hosting;

/// <summary>Puts the finalizers of a kind on its entities, and on deletion runs them and takes them off.</summary>
internal sealed class FinalizerHost<TEntity> : EntityHost<TEntity>
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly IKubernetesClient _client;
    private readonly Resource<TEntity> _resource;
    private readonly IServiceScopeFactory _scopes;
    private readonly FinalizerRegistration<TEntity>[] _finalizers;
    private readonly bool _attaches;

    public FinalizerHost(
        IInformer<TEntity> informer,
        ILeadership leadership,
        OperatorSettings settings,
        TimeProvider time,
        IKubernetesClient client,
        Resource<TEntity> resource,
        IServiceScopeFactory scopes,
        IEnumerable<FinalizerRegistration<TEntity>> finalizers,
        ILogger<FinalizerHost<TEntity>> logger,
        RuntimeMetrics metrics,
        ReconcileTraces traces)
        : base(informer, leadership, settings, time, logger, metrics, traces, $"{typeof(TEntity).Name}Finalizers")
    {
        _client = client;
        _resource = resource;
        _scopes = scopes;
        _finalizers = [.. finalizers];
        _attaches = settings.AutoAttachFinalizers;
    }

    protected override async Task<Outcome> HandleAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (Informer.Get(key) is not { } entity)
        {
            return default;
        }

        return entity.Metadata.DeletionTimestamp is null
            ? await AddAsync(key, entity, cancellationToken)
            : await FinalizeAsync(key, entity, cancellationToken);
    }

    private async Task<Outcome> AddAsync(NamespacedName key, TEntity entity, CancellationToken cancellationToken)
    {
        if (_attaches && _finalizers.Any(f => !Has(entity, f.Identifier)))
        {
            await ChangeAsync(key, present => present.Union(_finalizers.Select(f => f.Identifier)), whileDeleted: false, cancellationToken);
        }

        return default;
    }

    private async Task<Outcome> FinalizeAsync(NamespacedName key, TEntity entity, CancellationToken cancellationToken)
    {
        foreach (var (identifier, resolve) in _finalizers.Where(f => Has(entity, f.Identifier)))
        {
            await using var scope = _scopes.CreateAsyncScope();
            var result = await resolve(scope.ServiceProvider).FinalizeAsync(entity, cancellationToken);
            if (!result.IsSuccess)
            {
                return new Outcome(result.ErrorMessage, result.RequeueAfter);
            }

            await ChangeAsync(key, present => present.Where(f => f != identifier), whileDeleted: true, cancellationToken);
        }

        return default;
    }

    /// <summary>Writes the list anew, from a fresh read and only if nobody changed the object since.</summary>
    private async Task ChangeAsync(
        NamespacedName key, Func<IEnumerable<string>, IEnumerable<string>> change, bool whileDeleted, CancellationToken cancellationToken)
    {
        if (await _client.GetAsync(_resource, key, cancellationToken) is not { } fresh || (fresh.Metadata.DeletionTimestamp is not null) != whileDeleted)
        {
            return;
        }

        var present = fresh.Metadata.Finalizers ?? [];
        string[] wanted = [.. change(present)];
        if (wanted.SequenceEqual(present))
        {
            return;
        }

        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["resourceVersion"] = fresh.Metadata.ResourceVersion,
                ["finalizers"] = new JsonArray([.. wanted.Select(f => (JsonNode)f)]),
            },
        };
        try
        {
            await _client.PatchAsync(_resource, key, patch, null, cancellationToken);
        }
        catch (KubernetesApiException e) when (e.Code == HttpStatusCode.NotFound)
        {
            // Gone already: nothing is left to hold.
        }
    }

    private static bool Has(TEntity entity, string identifier) => entity.Metadata.Finalizers?.Contains(identifier) == true;
}
