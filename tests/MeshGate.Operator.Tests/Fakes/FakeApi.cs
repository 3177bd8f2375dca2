using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Client;

namespace MeshGate.Operator.Tests.Fakes;

/// <summary>
/// A Kubernetes API in memory, as far as the operator can tell it from a real one: versions, generations, the status subresource,
/// conflicts, finalizers, watches.
/// </summary>
internal sealed class FakeApi(TimeProvider time) : IKubernetesClient
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, FakeCollection> _collections = new(StringComparer.Ordinal);
    private long _version = 100;

    /// <summary>Ends every watch as a broken connection does.</summary>
    public void CutWatches()
    {
        lock (_gate)
        {
            foreach (FakeCollection collection in _collections.Values)
            {
                collection.Cut();
            }
        }
    }

    /// <summary>Comes back without its data, and counts versions from the start.</summary>
    public void LoseData()
    {
        lock (_gate)
        {
            CutWatches();
            _collections.Clear();
            _version = 1;
        }
    }

    public Task<T?> GetAsync<T>(Resource<T> resource, NamespacedName name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        lock (_gate)
        {
            return Task.FromResult(Collection(resource).Objects.TryGetValue(name, out JsonObject? found) ? Read(resource, found) : null);
        }
    }

    public Task<T> CreateAsync<T>(Resource<T> resource, T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        return CreateAsync(resource, JsonSerializer.SerializeToNode(value, resource.JsonType)!.AsObject());
    }

    /// <summary>Makes an object of any JSON, as a server without schemas would.</summary>
    public Task<T> CreateAsync<T>(Resource<T> resource, JsonObject created)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        lock (_gate)
        {
            JsonObject metadata = created["metadata"]!.AsObject();
            var name = new NamespacedName(metadata["namespace"]?.GetValue<string>(), metadata["name"]!.GetValue<string>());
            metadata["uid"] = $"uid-{_version}";
            metadata["generation"] = 1L;
            metadata["creationTimestamp"] ??= time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            if (!Collection(resource).Objects.TryAdd(name, created))
            {
                throw new KubernetesApiException(HttpStatusCode.Conflict, "AlreadyExists", $"{name} exists");
            }

            return Task.FromResult(Publish(resource, name, created, "ADDED"));
        }
    }

    public Task<T> PatchAsync<T>(Resource<T> resource, NamespacedName name, JsonObject mergePatch, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        lock (_gate)
        {
            if (!Collection(resource).Objects.TryGetValue(name, out JsonObject? before))
            {
                throw new KubernetesApiException(HttpStatusCode.NotFound, "NotFound", $"{name} not found");
            }

            if (mergePatch["metadata"]?["resourceVersion"]?.GetValue<string>() is { } version && version != before["metadata"]!["resourceVersion"]!.GetValue<string>())
            {
                throw new KubernetesApiException(HttpStatusCode.Conflict, "Conflict", $"{name} was changed meanwhile");
            }

            JsonObject after = FakePatch.Apply(before, mergePatch, subresource, isCustom: resource.Group == "meshgate.io");
            if (JsonNode.DeepEquals(before, after))
            {
                return Task.FromResult(Read(resource, before));
            }

            Collection(resource).Objects[name] = after;
            bool isGone = after["metadata"]!["deletionTimestamp"] is not null && after["metadata"]!["finalizers"] is not JsonArray { Count: > 0 };
            return Task.FromResult(Publish(resource, name, after, isGone ? "DELETED" : "MODIFIED"));
        }
    }

    public Task DeleteAsync<T>(Resource<T> resource, NamespacedName name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        lock (_gate)
        {
            if (Collection(resource).Objects.TryGetValue(name, out JsonObject? before))
            {
                JsonObject after = before.DeepClone().AsObject();
                after["metadata"]!["deletionTimestamp"] = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
                Collection(resource).Objects[name] = after;
                Publish(resource, name, after, after["metadata"]!["finalizers"] is JsonArray { Count: > 0 } ? "MODIFIED" : "DELETED");
            }

            return Task.CompletedTask;
        }
    }

    public Task<ResourcePage<T>> ListAsync<T>(Resource<T> resource, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        lock (_gate)
        {
            T[] items = [.. Collection(resource).Objects.Values.Where(item => FakeWatch.Selects(query.LabelSelector, item)).Select(item => Read(resource, item))];
            return Task.FromResult(new ResourcePage<T>(items, Text(_version), null));
        }
    }

    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(Resource<T> resource, ListQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        FakeWatch watch;
        lock (_gate)
        {
            if (long.Parse(query.ResourceVersion!, CultureInfo.InvariantCulture) > _version)
            {
                throw new KubernetesApiException(HttpStatusCode.Gone, "Expired", "too large resource version");
            }

            watch = Collection(resource).Watch(long.Parse(query.ResourceVersion!, CultureInfo.InvariantCulture), query.LabelSelector);
        }

        var bookmark = new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = query.ResourceVersion } };
        yield return new WatchEvent<T>(WatchEventKind.Bookmark, Read(resource, bookmark));
        await foreach ((string type, JsonObject value) in watch.Events.Reader.ReadAllAsync(cancellationToken))
        {
            WatchEventKind kind = type switch { "ADDED" => WatchEventKind.Added, "MODIFIED" => WatchEventKind.Modified, _ => WatchEventKind.Deleted };
            yield return new WatchEvent<T>(kind, Read(resource, value));
        }
    }

    /// <summary>Events that are still on their way to those who watch.</summary>
    public int Untold
    {
        get
        {
            lock (_gate)
            {
                return _collections.Values.Sum(collection => collection.Untold);
            }
        }
    }

    private static T Read<T>(Resource<T> resource, JsonObject value)
        where T : class, IKubernetesObject<V1ObjectMeta>
        => value.Deserialize(resource.JsonType)!;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private T Publish<T>(Resource<T> resource, NamespacedName name, JsonObject value, string type)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        value["metadata"]!["resourceVersion"] = Text(++_version);
        Collection(resource).Publish(_version, name, value, type);
        return Read(resource, value);
    }

    private FakeCollection Collection<T>(Resource<T> resource)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        if (!_collections.TryGetValue(resource.Plural, out FakeCollection? collection))
        {
            _collections[resource.Plural] = collection = new FakeCollection();
        }

        return collection;
    }
}
