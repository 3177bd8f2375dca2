using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Client;

namespace MeshGate.NodeDaemon.Tests.Peers;

/// <summary>An API server that is away.</summary>
internal sealed class NoKubernetes : IKubernetesClient
{
    public Task<T?> GetAsync<T>(Resource<T> resource, NamespacedName name, CancellationToken cancellationToken)
        where T : class, k8s.IKubernetesObject<k8s.Models.V1ObjectMeta> => throw Away();

    public Task<T> CreateAsync<T>(Resource<T> resource, T value, CancellationToken cancellationToken)
        where T : class, k8s.IKubernetesObject<k8s.Models.V1ObjectMeta> => throw Away();

    public Task<T> PatchAsync<T>(Resource<T> resource, NamespacedName name, JsonObject mergePatch, string? subresource, CancellationToken cancellationToken)
        where T : class, k8s.IKubernetesObject<k8s.Models.V1ObjectMeta> => throw Away();

    public Task DeleteAsync<T>(Resource<T> resource, NamespacedName name, CancellationToken cancellationToken)
        where T : class, k8s.IKubernetesObject<k8s.Models.V1ObjectMeta> => throw Away();

    public Task<ResourcePage<T>> ListAsync<T>(Resource<T> resource, ListQuery query, CancellationToken cancellationToken)
        where T : class, k8s.IKubernetesObject<k8s.Models.V1ObjectMeta> => throw Away();

    public IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(Resource<T> resource, ListQuery query, CancellationToken cancellationToken)
        where T : class, k8s.IKubernetesObject<k8s.Models.V1ObjectMeta> => throw Away();

    private static HttpRequestException Away() => new("the API server is away");
}
