using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Client;

namespace MeshGate.Kubernetes.Tests.Fakes;

/// <summary>An API in memory: versions, conflicts, finalizers and watches, enough to run an operator against.</summary>
internal sealed class MemoryClient : IKubernetesClient
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Plural, NamespacedName Name), JsonObject> _objects = [];
    private readonly List<(string Plural, Channel<(WatchEventKind Kind, JsonObject Object)> Events)> _watches = [];
    private long _version;

    /// <summary>What was written: verb, plural and name, patches with their body.</summary>
    public List<string> Writes { get; } = [];

    /// <summary>Thrown by every call while it is set.</summary>
    public Exception? Broken { get; set; }

    public Task<T?> GetAsync<T>(Resource<T> resource, NamespacedName name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        lock (_gate)
        {
            Check();
            return Task.FromResult(_objects.TryGetValue((resource.Plural, name), out var found) ? found.Deserialize(resource.JsonType) : null);
        }
    }

    public Task<T> CreateAsync<T>(Resource<T> resource, T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        lock (_gate)
        {
            Check();
            var key = (resource.Plural, new NamespacedName(value.Metadata.NamespaceProperty, value.Metadata.Name));
            if (_objects.ContainsKey(key))
            {
                throw new KubernetesApiException(HttpStatusCode.Conflict, "AlreadyExists", "it is there");
            }

            var stored = JsonSerializer.SerializeToNode(value, resource.JsonType)!.AsObject();
            stored["metadata"]!["uid"] = $"uid-{_version}";
            Writes.Add($"create {resource.Plural} {key.Item2}");
            Store(key, stored, WatchEventKind.Added);
            return Task.FromResult(stored.Deserialize(resource.JsonType)!);
        }
    }

    public Task<T> PatchAsync<T>(Resource<T> resource, NamespacedName name, JsonObject mergePatch, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        lock (_gate)
        {
            Check();
            var old = _objects.GetValueOrDefault((resource.Plural, name)) ?? throw new KubernetesApiException(HttpStatusCode.NotFound, "NotFound", "none");
            if (mergePatch["metadata"]?["resourceVersion"] is { } version && version.ToString() != old["metadata"]!["resourceVersion"]!.ToString())
            {
                throw new KubernetesApiException(HttpStatusCode.Conflict, "Conflict", "the object has been modified");
            }

            Writes.Add($"patch {resource.Plural} {name} {mergePatch.ToJsonString()}");
            var patched = Merge(old.DeepClone().AsObject(), mergePatch);
            Store((resource.Plural, name), patched, WatchEventKind.Modified);
            return Task.FromResult(patched.Deserialize(resource.JsonType)!);
        }
    }

    public Task DeleteAsync<T>(Resource<T> resource, NamespacedName name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        lock (_gate)
        {
            Check();
            if (_objects.TryGetValue((resource.Plural, name), out var found))
            {
                var deleting = found.DeepClone().AsObject();
                deleting["metadata"]!["deletionTimestamp"] = "2026-01-01T00:00:00Z";
                Store((resource.Plural, name), deleting, WatchEventKind.Modified);
            }
        }

        return Task.CompletedTask;
    }

    public Task<ResourcePage<T>> ListAsync<T>(Resource<T> resource, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        lock (_gate)
        {
            Check();
            var items = _objects.Where(o => o.Key.Plural == resource.Plural).Select(o => o.Value.Deserialize(resource.JsonType)!).ToList();
            return Task.FromResult(new ResourcePage<T>(items, _version.ToString(CultureInfo.InvariantCulture), null));
        }
    }

    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        Resource<T> resource, ListQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var events = Channel.CreateUnbounded<(WatchEventKind Kind, JsonObject Object)>();
        lock (_gate)
        {
            Check();
            foreach (var (key, value) in _objects.Where(o => o.Key.Plural == resource.Plural))
            {
                events.Writer.TryWrite((WatchEventKind.Modified, value));
            }

            _watches.Add((resource.Plural, events));
        }

        await foreach (var (kind, value) in events.Reader.ReadAllAsync(cancellationToken))
        {
            yield return new WatchEvent<T>(kind, value.Deserialize(resource.JsonType)!);
        }
    }

    private void Store((string Plural, NamespacedName Name) key, JsonObject value, WatchEventKind kind)
    {
        value["metadata"]!["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
        _objects[key] = value;
        if (value["metadata"]!["deletionTimestamp"] is not null && value["metadata"]!["finalizers"] is not JsonArray { Count: > 0 })
        {
            _objects.Remove(key);
            kind = WatchEventKind.Deleted;
        }

        foreach (var (plural, events) in _watches)
        {
            if (plural == key.Plural)
            {
                events.Writer.TryWrite((kind, value));
            }
        }
    }

    private void Check()
    {
        if (Broken is { } error)
        {
            throw error;
        }
    }

    private static JsonObject Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else
            {
                target[name] = value is JsonObject inner ? Merge(target[name] as JsonObject is { } old ? old.DeepClone().AsObject() : [], inner) : value.DeepClone();
            }
        }

        return target;
    }
}
