using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace MeshGate.Kubernetes.Client;

/// <summary>
/// The little of the Kubernetes API that MeshGate uses. Errors come as <see cref="KubernetesApiException"/>, which carries the
/// server's Status (code, reason, message); transport errors come as <see cref="HttpRequestException"/>.
/// </summary>
public interface IKubernetesClient
{
    /// <summary>Reads one object; null if there is none (404).</summary>
    Task<T?> GetAsync<T>(Resource<T> resource, NamespacedName name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>Creates an object. A name that is taken is a conflict (409, reason AlreadyExists).</summary>
    Task<T> CreateAsync<T>(Resource<T> resource, T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>
    /// Applies a JSON merge patch (RFC 7396). With <c>metadata.resourceVersion</c> in it the server refuses a stale one (409).
    /// </summary>
    /// <param name="resource">The kind of object.</param>
    /// <param name="name">Its key.</param>
    /// <param name="mergePatch">The patch.</param>
    /// <param name="subresource">Such as <c>status</c>, or null for the object itself.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<T> PatchAsync<T>(Resource<T> resource, NamespacedName name, JsonObject mergePatch, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>Deletes an object; one that is already gone is no error.</summary>
    Task DeleteAsync<T>(Resource<T> resource, NamespacedName name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>Reads one page of a list.</summary>
    Task<ResourcePage<T>> ListAsync<T>(Resource<T> resource, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>
    /// Watches from <see cref="ListQuery.ResourceVersion"/> until the server closes the stream. An expired version (410) comes as a
    /// <see cref="KubernetesApiException"/>, also in mid-stream; a stream silent beyond the client's watchdog as <see cref="TimeoutException"/>.
    /// The first event may be a bookmark of the version asked for: it says that the server has accepted the watch.
    /// </summary>
    IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(Resource<T> resource, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>;
}
