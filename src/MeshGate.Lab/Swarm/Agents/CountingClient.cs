using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Client;

namespace MeshGate.Lab.Swarm.Agents;

/// <summary>Counts what goes through a client: calls, and events of watches. A call that is tried again counts once.</summary>
public sealed class CountingClient(IKubernetesClient inner, RequestCounts counts) : IKubernetesClient
{
    /// <inheritdoc/>
    public Task<T?> GetAsync<T>(Resource<T> resource, NamespacedName name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
        => counts.CountAsync("get", () => inner.GetAsync(resource, name, cancellationToken));

    /// <inheritdoc/>
    public Task<T> CreateAsync<T>(Resource<T> resource, T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
        => counts.CountAsync("create", () => inner.CreateAsync(resource, value, cancellationToken));

    /// <inheritdoc/>
    public Task<T> PatchAsync<T>(Resource<T> resource, NamespacedName name, JsonObject mergePatch, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
        => counts.CountAsync("patch", () => inner.PatchAsync(resource, name, mergePatch, subresource, cancellationToken));

    /// <inheritdoc/>
    public Task DeleteAsync<T>(Resource<T> resource, NamespacedName name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
        => counts.CountAsync("delete", async () =>
        {
            await inner.DeleteAsync(resource, name, cancellationToken);
            return true;
        });

    /// <inheritdoc/>
    public Task<ResourcePage<T>> ListAsync<T>(Resource<T> resource, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
        => counts.CountAsync("list", () => inner.ListAsync(resource, query, cancellationToken));

    /// <inheritdoc/>
    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        Resource<T> resource, ListQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        counts.Called("watch");
        var isFirst = true;
        await foreach (var change in inner.WatchAsync(resource, query, cancellationToken))
        {
            // The first bookmark is the client's own, not the server's.
            if (!isFirst)
            {
                counts.Heard();
            }

            isFirst = false;
            yield return change;
        }
    }
}
