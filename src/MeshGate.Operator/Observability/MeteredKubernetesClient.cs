using System.Diagnostics;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Tracing;

namespace MeshGate.Operator.Observability;

/// <summary>Counts and traces the writes that go through a client.</summary>
public sealed class MeteredKubernetesClient(IKubernetesClient inner, OperatorMetrics metrics, ReconcileTraces traces) : IKubernetesClient
{
    /// <inheritdoc/>
    public Task<T?> GetAsync<T>(Resource<T> resource, NamespacedName name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
        => inner.GetAsync(resource, name, cancellationToken);

    /// <inheritdoc/>
    public Task<ResourcePage<T>> ListAsync<T>(Resource<T> resource, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
        => inner.ListAsync(resource, query, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(Resource<T> resource, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
        => inner.WatchAsync(resource, query, cancellationToken);

    /// <inheritdoc/>
    public Task<T> CreateAsync<T>(Resource<T> resource, T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        ArgumentNullException.ThrowIfNull(value);
        return CountAsync(resource, "create", value.Metadata?.Name, null, () => inner.CreateAsync(resource, value, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<T> PatchAsync<T>(Resource<T> resource, NamespacedName name, JsonObject mergePatch, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
        => CountAsync(resource, "patch", name.Name, subresource, () => inner.PatchAsync(resource, name, mergePatch, subresource, cancellationToken));

    /// <inheritdoc/>
    public Task DeleteAsync<T>(Resource<T> resource, NamespacedName name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
        => CountAsync(resource, "delete", name.Name, null, async () =>
        {
            await inner.DeleteAsync(resource, name, cancellationToken);
            return true;
        });

    private async Task<TResult> CountAsync<T, TResult>(Resource<T> resource, string verb, string? name, string? subresource, Func<Task<TResult>> write)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        ArgumentNullException.ThrowIfNull(resource);
        string outcome = "error";
        using Activity? span = traces.Call(verb, subresource is null ? resource.Plural : $"{resource.Plural}/{subresource}", name);
        Exception? error = null;
        try
        {
            TResult result = await write();
            outcome = "success";
            return result;
        }
        catch (KubernetesApiException e) when (e.Code == System.Net.HttpStatusCode.Conflict)
        {
            (outcome, error) = ("conflict", e);
            throw;
        }
        catch (Exception e)
        {
            error = e;
            throw;
        }
        finally
        {
            ReconcileTraces.End(span, outcome, error);
            metrics.Wrote(resource.Plural, verb, outcome);
        }
    }
}
