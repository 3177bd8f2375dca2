using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Client;

namespace MeshGate.Kubernetes.Leadership;

/// <summary>
/// A client that reads always and writes only while this process leads. A write that is under way, or waits to be tried again, when the
/// leadership ends is given up: the holder's deadline lies before the time at which another may take over, so none lands after that.
/// </summary>
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
    /// <exception cref="NotLeaderException">This process does not lead, or ceased to before there was an answer.</exception>
    public Task<T> CreateAsync<T>(Resource<T> resource, T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
        => WriteAsync(token => inner.CreateAsync(resource, value, token), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="NotLeaderException">This process does not lead, or ceased to before there was an answer.</exception>
    public Task<T> PatchAsync<T>(Resource<T> resource, NamespacedName name, JsonObject mergePatch, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
        => WriteAsync(token => inner.PatchAsync(resource, name, mergePatch, subresource, token), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="NotLeaderException">This process does not lead, or ceased to before there was an answer.</exception>
    public Task DeleteAsync<T>(Resource<T> resource, NamespacedName name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
        => WriteAsync(
            async token =>
            {
                await inner.DeleteAsync(resource, name, token);
                return true;
            },
            cancellationToken);

    private async Task<T> WriteAsync<T>(Func<CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        if (!leadership.IsLeader || leadership.Term is not { IsCancellationRequested: false } term)
        {
            throw new NotLeaderException();
        }

        using var fenced = CancellationTokenSource.CreateLinkedTokenSource(term, cancellationToken);
        try
        {
            return await write(fenced.Token);
        }
        catch (OperationCanceledException) when (term.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new NotLeaderException();
        }
    }
}
