using System.Collections.Concurrent;
using System.Globalization;
using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Informers;

namespace MeshGate.Operator.Caching;

/// <summary>
/// Cluster-scoped objects as the operator knows them: the informer's cache, and over it the operator's own writes until the watch
/// has told them back. Without that a second look right after a write would see the old object and write again.
/// </summary>
public sealed class EntityCache<T>(IInformer<T> informer)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly ConcurrentDictionary<string, T> _written = new(StringComparer.Ordinal);
    private long _interruptions;

    /// <summary>Completes when the cache holds the first list.</summary>
    public Task Synced => informer.Synced;

    /// <summary>Whether the watch works now.</summary>
    public bool IsConnected => informer.IsConnected;

    /// <summary>How often the watch was interrupted so far.</summary>
    public long Interruptions => informer.Interruptions;

    /// <summary>Every object, in no particular order.</summary>
    public IReadOnlyList<T> List()
    {
        ForgetAfterInterruption();
        return [.. informer.List().Select(Newest)];
    }

    /// <summary>One object, or null.</summary>
    public T? Get(string name)
    {
        ForgetAfterInterruption();
        if (informer.Get(NamespacedName.Cluster(name)) is { } cached)
        {
            return Newest(cached);
        }

        if (!_written.TryGetValue(name, out T? written))
        {
            return null;
        }

        // Made by the operator, and not told of yet.
        if (VersionOf(written) > informer.Version)
        {
            return written;
        }

        // Gone; or told of between the two looks.
        _written.TryRemove(KeyValuePair.Create(name, written));
        return informer.Get(NamespacedName.Cluster(name));
    }

    /// <summary>Keeps what the API server answered to a write.</summary>
    public void Remember(T written)
    {
        ArgumentNullException.ThrowIfNull(written);
        _written[written.Metadata.Name] = written;
    }

    /// <summary>Calls back for every change that the watch tells.</summary>
    public IDisposable Subscribe(Action<InformerChange<T>> onChange) => informer.Subscribe(onChange);

    // A server that comes back with older data counts its versions anew: our writes may be lost, however new they look.
    private void ForgetAfterInterruption()
    {
        long now = informer.Interruptions;
        if (Interlocked.Exchange(ref _interruptions, now) != now)
        {
            _written.Clear();
        }
    }

    private T Newest(T cached)
    {
        if (!_written.TryGetValue(cached.Metadata.Name, out T? written))
        {
            return cached;
        }

        if (written.Metadata.Uid == cached.Metadata.Uid && VersionOf(written) > VersionOf(cached))
        {
            return written;
        }

        // Removed only if nobody remembered a newer write meanwhile.
        _written.TryRemove(KeyValuePair.Create(cached.Metadata.Name, written));
        return cached;
    }

    // Kubernetes promises since 1.35 that versions of one resource compare as numbers; they always did. Where one is no number
    // the cache is believed, which costs at most a repeated write.
    private static ulong VersionOf(T value)
        => ulong.TryParse(value.Metadata.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out ulong version) ? version : 0;
}
