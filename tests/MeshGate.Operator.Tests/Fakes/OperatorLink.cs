using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Client;

namespace MeshGate.Operator.Tests.Fakes;

/// <summary>The operator's way to the fake API: keeps a record of its writes, and can be down.</summary>
internal sealed class OperatorLink(FakeApi api) : IKubernetesClient
{
    private volatile bool _isDown;
    private int _calls;

    /// <summary>The operator's writes so far.</summary>
    public ConcurrentQueue<FakeWrite> Writes { get; } = new();

    /// <summary>How many calls the operator made, reads and watches included.</summary>
    public int Calls => _calls;

    /// <summary>The kinds that the operator may not list.</summary>
    public ConcurrentDictionary<string, bool> Forbidden { get; } = new();

    /// <summary>While true every call fails and watches end with an error.</summary>
    public bool IsDown
    {
        get => _isDown;
        set
        {
            _isDown = value;
            if (value)
            {
                api.CutWatches();
            }
        }
    }

    public Task<T?> GetAsync<T>(Resource<T> resource, NamespacedName name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        ThrowIfDown();
        return api.GetAsync(resource, name, cancellationToken);
    }

    public Task<T> CreateAsync<T>(Resource<T> resource, T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        Note(new FakeWrite("create", resource.Plural, value.Metadata.Name, null));
        return api.CreateAsync(resource, value, cancellationToken);
    }

    public Task<T> PatchAsync<T>(Resource<T> resource, NamespacedName name, JsonObject mergePatch, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        Note(new FakeWrite("patch", resource.Plural, name.Name, subresource));
        return api.PatchAsync(resource, name, mergePatch, subresource, cancellationToken);
    }

    public Task DeleteAsync<T>(Resource<T> resource, NamespacedName name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        Note(new FakeWrite("delete", resource.Plural, name.Name, null));
        return api.DeleteAsync(resource, name, cancellationToken);
    }

    public Task<ResourcePage<T>> ListAsync<T>(Resource<T> resource, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        ThrowIfDown();
        if (Forbidden.ContainsKey(resource.Plural))
        {
            throw new KubernetesApiException(System.Net.HttpStatusCode.Forbidden, "Forbidden", $"{resource.Plural} is forbidden");
        }

        return api.ListAsync(resource, query, cancellationToken);
    }

    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(Resource<T> resource, ListQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        ThrowIfDown();
        await foreach (WatchEvent<T> item in api.WatchAsync(resource, query, cancellationToken))
        {
            yield return item;
        }
    }

    private void Note(FakeWrite write)
    {
        ThrowIfDown();
        Writes.Enqueue(write);
    }

    private void ThrowIfDown()
    {
        Interlocked.Increment(ref _calls);
        if (_isDown)
        {
            throw new HttpRequestException("connection refused");
        }
    }
}
