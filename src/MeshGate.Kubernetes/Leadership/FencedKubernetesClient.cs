using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Client;

namespace MeshGate.Kubernetes.Leadership;

/// <summary>A client that reads always and writes only while this process leads, asked anew before every write.</summary>
public sealed class FencedKubernetesClient(IKubernetesClient inner, ILeadership leadership) : IKubernetesClient
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
    /// <exception cref="NotLeaderException">This process does not lead; nothing was sent.</exception>
    public Task<T> CreateAsync<T>(Resource<T> resource, T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
        => leadership.IsLeader ? inner.CreateAsync(resource, value, cancellationToken) : throw new NotLeaderException();

    /// <inheritdoc/>
    /// <exception cref="NotLeaderException">This process does not lead; nothing was sent.</exception>
    public Task<T> PatchAsync<T>(Resource<T> resource, NamespacedName name, JsonObject mergePatch, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
        => leadership.IsLeader ? inner.PatchAsync(resource, name, mergePatch, subresource, cancellationToken) : throw new NotLeaderException();

    /// <inheritdoc/>
    /// <exception cref="NotLeaderException">This process does not lead; nothing was sent.</exception>
    public Task DeleteAsync<T>(Resource<T> resource, NamespacedName name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
        => leadership.IsLeader ? inner.DeleteAsync(resource, name, cancellationToken) : throw new NotLeaderException();
}
