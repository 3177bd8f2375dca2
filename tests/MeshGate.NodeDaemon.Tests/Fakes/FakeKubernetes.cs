using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.NodeDaemon.Tests.Fakes;

/// <summary>An API server with nothing but objects, merge patches and a switch.</summary>
internal sealed class FakeKubernetes : IKubernetesClient
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Kind, string Name), JsonObject> _objects = [];
    private readonly List<JsonObject> _patches = [];

    public bool IsAway { get; set; }

    /// <summary>Told of every MeshNode that changed; null for one that is gone.</summary>
    public event Action<string, MeshNode?>? Changed;

    public IReadOnlyList<JsonObject> Patches
    {
        get
        {
            lock (_gate)
            {
                return [.. _patches];
            }
        }
    }

    public int Creations { get; private set; }

    public MeshNode? Node(string name) => Find(Resources.MeshNodes, name);

    public V1Lease? Lease(string name) => Find(Resources.Leases, name);

    public void Put(MeshNode node)
    {
        Store(Resources.MeshNodes, node.Metadata.Name, JsonSerializer.SerializeToNode(node, Resources.MeshNodes.JsonType)!.AsObject());
        Changed?.Invoke(node.Metadata.Name, Node(node.Metadata.Name));
    }

    public void Remove(string name)
    {
        lock (_gate)
        {
            _objects.Remove((Resources.MeshNodes.Kind, name));
        }

        Changed?.Invoke(name, null);
    }

    public Task<T?> GetAsync<T>(Resource<T> resource, NamespacedName name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        ThrowIfAway();
        return Task.FromResult(Find(resource, name.Name));
    }

    public Task<T> CreateAsync<T>(Resource<T> resource, T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        ThrowIfAway();
        Creations++;
        Store(resource, value.Metadata.Name, JsonSerializer.SerializeToNode(value, resource.JsonType)!.AsObject());
        return Task.FromResult(value);
    }

    public Task<T> PatchAsync<T>(Resource<T> resource, NamespacedName name, JsonObject mergePatch, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        ThrowIfAway();
        lock (_gate)
        {
            if (!_objects.TryGetValue((resource.Kind, name.Name), out var stored))
            {
                throw new KubernetesApiException(HttpStatusCode.NotFound, "NotFound", $"{name.Name} not found");
            }

            _patches.Add(mergePatch);
            _objects[(resource.Kind, name.Name)] = Merge(stored, mergePatch);
        }

        if (resource.Kind == "MeshNode")
        {
            Changed?.Invoke(name.Name, Node(name.Name));
        }

        return Task.FromResult(Find(resource, name.Name)!);
    }

    public Task DeleteAsync<T>(Resource<T> resource, NamespacedName name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> => throw new NotSupportedException();

    public Task<ResourcePage<T>> ListAsync<T>(Resource<T> resource, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        ThrowIfAway();
        if (query.LabelSelector is { } label)
        {
            lock (_gate)
            {
                T[] labelled = [.. _objects
                    .Where(stored => stored.Key.Kind == resource.Kind && stored.Value["metadata"]?["labels"]?.AsObject().ContainsKey(label) == true)
                    .Select(stored => stored.Value.Deserialize(resource.JsonType)!)];
                return Task.FromResult(new ResourcePage<T>(labelled, "1", null));
            }
        }

        var name = query.FieldSelector!.Split('=')[1];
        return Task.FromResult(new ResourcePage<T>(Find(resource, name) is { } found ? [found] : [], "1", null));
    }

    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(Resource<T> resource, ListQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        yield break;
    }

    private static JsonObject Merge(JsonNode? target, JsonObject patch)
    {
        var result = target is JsonObject held ? held.DeepClone().AsObject() : [];
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                result.Remove(name);
            }
            else
            {
                result[name] = value is JsonObject part ? Merge(result[name], part) : value.DeepClone();
            }
        }

        return result;
    }

    private void ThrowIfAway()
    {
        if (IsAway)
        {
            throw new HttpRequestException("the API server is away");
        }
    }

    private T? Find<T>(Resource<T> resource, string name)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        lock (_gate)
        {
            return _objects.TryGetValue((resource.Kind, name), out var found) ? found.Deserialize(resource.JsonType) : null;
        }
    }

    private void Store<T>(Resource<T> resource, string name, JsonObject value)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        lock (_gate)
        {
            _objects[(resource.Kind, name)] = value;
        }
    }
}
