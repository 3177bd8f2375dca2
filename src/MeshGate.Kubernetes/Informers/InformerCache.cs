using System.Collections.Concurrent;
using System.Collections.Immutable;
using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Client;
using Microsoft.Extensions.Logging;

namespace MeshGate.Kubernetes.Informers;

/// <summary>The objects an informer knows, and who wants to hear of changes. Changes come from one thread at a time.</summary>
internal sealed class InformerCache<T>(string plural, ILogger logger)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly ConcurrentDictionary<NamespacedName, T> _objects = new();
    private readonly Lock _gate = new();
    private ImmutableArray<Subscription> _subscriptions = [];

    public int Count => _objects.Count;

    public IReadOnlyCollection<T> List() => (IReadOnlyCollection<T>)_objects.Values;

    public T? Get(NamespacedName name) => _objects.GetValueOrDefault(name);

    public IDisposable Subscribe(Action<InformerChange<T>> onChange)
    {
        var subscription = new Subscription(this, onChange);
        lock (_gate)
        {
            foreach (var (key, value) in _objects)
            {
                Tell(subscription, key, new InformerChange<T>(null, value));
            }

            _subscriptions = _subscriptions.Add(subscription);
        }

        return subscription;
    }

    /// <summary>Takes in an object that appeared or changed.</summary>
    public void Put(T value)
    {
        var key = KeyOf(value);
        lock (_gate)
        {
            var old = Get(key);
            if (old is not null && old.Metadata.Uid != value.Metadata.Uid)
            {
                // The name was taken over while nobody looked: the old object's end is news of its own.
                Drop(key, old);
                old = null;
            }

            if (old is not null && old.Metadata.ResourceVersion == value.Metadata.ResourceVersion)
            {
                return;
            }

            _objects[key] = value;
            TellAll(key, new InformerChange<T>(old, value));
        }
    }

    /// <summary>Takes out an object; one of the same name but another uid, its successor, stays.</summary>
    public void Remove(T value)
    {
        var key = KeyOf(value);
        lock (_gate)
        {
            if (Get(key) is { } old && (old.Metadata.Uid == value.Metadata.Uid || value.Metadata.Uid is null))
            {
                Drop(key, old);
            }
        }
    }

    /// <summary>Makes the cache equal to a complete list.</summary>
    public void Replace(IReadOnlyCollection<T> values)
    {
        lock (_gate)
        {
            var listed = values.Select(KeyOf).ToHashSet();
            foreach (var (key, old) in _objects)
            {
                if (!listed.Contains(key))
                {
                    Drop(key, old);
                }
            }

            foreach (var value in values)
            {
                Put(value);
            }
        }
    }

    public static NamespacedName KeyOf(T value) => new(value.Metadata.NamespaceProperty, value.Metadata.Name);

    private void Drop(NamespacedName key, T old)
    {
        _objects.TryRemove(key, out _);
        TellAll(key, new InformerChange<T>(old, null));
    }

    private void TellAll(NamespacedName key, InformerChange<T> change)
    {
        foreach (var subscription in _subscriptions)
        {
            Tell(subscription, key, change);
        }
    }

    private void Tell(Subscription subscription, NamespacedName key, InformerChange<T> change)
    {
        try
        {
            subscription.OnChange(change);
        }
        catch (Exception e)
        {
            // One bad subscriber must not blind the others.
            InformerLog.SubscriberFailed(logger, plural, key.ToString(), e);
        }
    }

    private sealed class Subscription(InformerCache<T> cache, Action<InformerChange<T>> onChange) : IDisposable
    {
        public Action<InformerChange<T>> OnChange { get; } = onChange;

        public void Dispose()
        {
            lock (cache._gate)
            {
                cache._subscriptions = cache._subscriptions.Remove(this);
            }
        }
    }
}
