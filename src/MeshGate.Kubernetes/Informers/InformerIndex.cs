using System.Collections.Concurrent;
using System.Collections.Immutable;
using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Client;

namespace MeshGate.Kubernetes.Informers;

/// <summary>
/// The objects of an informer by something that can be read off them: a label, a field, several values at once. As current as what
/// subscribers were told; one made before a subscriber knows every change when that subscriber hears of it. Safe for concurrent use.
/// </summary>
public sealed class InformerIndex<T> : IDisposable
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly Func<T, IEnumerable<string>> _keysOf;
    private readonly ConcurrentDictionary<string, ImmutableDictionary<NamespacedName, T>> _objects = new(StringComparer.Ordinal);
    private readonly IDisposable _subscription;

    /// <summary>Makes an index and fills it with what the cache holds.</summary>
    /// <param name="informer">The objects.</param>
    /// <param name="keysOf">What to find an object by; none, one or several keys. Pure: the same object always has the same keys.</param>
    public InformerIndex(IInformer<T> informer, Func<T, IEnumerable<string>> keysOf)
    {
        ArgumentNullException.ThrowIfNull(informer);
        ArgumentNullException.ThrowIfNull(keysOf);
        _keysOf = keysOf;
        _subscription = informer.Subscribe(OnChange);
    }

    /// <summary>The keys that have objects, in no particular order.</summary>
    public IReadOnlyCollection<string> Keys => (IReadOnlyCollection<string>)_objects.Keys;

    /// <summary>An index by the value of a label; objects without the label are not in it.</summary>
    public static InformerIndex<T> ByLabel(IInformer<T> informer, string label)
        => new(informer, value => value.Metadata.Labels?.TryGetValue(label, out var found) == true ? [found] : []);

    /// <summary>The objects with a key, in no particular order; empty where there is none.</summary>
    public IReadOnlyCollection<T> Get(string key)
        => _objects.TryGetValue(key, out var found) ? [.. found.Values] : [];

    /// <summary>Stops following the informer.</summary>
    public void Dispose() => _subscription.Dispose();

    // Changes come one at a time.
    private void OnChange(InformerChange<T> change)
    {
        var name = InformerCache<T>.KeyOf((change.New ?? change.Old)!);
        HashSet<string> wanted = change.New is { } value ? new(_keysOf(value), StringComparer.Ordinal) : [];
        foreach (var key in change.Old is { } old ? _keysOf(old) : [])
        {
            if (!wanted.Contains(key))
            {
                Remove(key, name);
            }
        }

        foreach (var key in wanted)
        {
            _objects[key] = _objects.GetValueOrDefault(key, ImmutableDictionary<NamespacedName, T>.Empty).SetItem(name, change.New!);
        }
    }

    private void Remove(string key, NamespacedName name)
    {
        if (!_objects.TryGetValue(key, out var found))
        {
            return;
        }

        var left = found.Remove(name);
        if (left.IsEmpty)
        {
            _objects.TryRemove(key, out _);
        }
        else
        {
            _objects[key] = left;
        }
    }
}
