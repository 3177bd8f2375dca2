using MeshGate.Lab.Api.Storage;

namespace MeshGate.Lab.Api.Watching;

/// <summary>
/// The watchers of one kind, those of a single object by its name: a change costs the watchers it concerns, however many others
/// there are. Guarded by the store's lock.
/// </summary>
public sealed class WatcherIndex
{
    private readonly HashSet<Watcher> _unscoped = [];
    private readonly Dictionary<string, HashSet<Watcher>> _byName = new(StringComparer.Ordinal);

    /// <summary>How many watch.</summary>
    public int Count => _unscoped.Count + _byName.Values.Sum(watchers => watchers.Count);

    /// <summary>Every watcher, as a copy.</summary>
    public IReadOnlyList<Watcher> All => [.. _unscoped, .. _byName.Values.SelectMany(watchers => watchers)];

    /// <summary>Adds a watcher.</summary>
    public void Add(Watcher watcher)
    {
        if (watcher.Scope.Name is not { } name)
        {
            _unscoped.Add(watcher);
            return;
        }

        if (!_byName.TryGetValue(name, out HashSet<Watcher>? watchers))
        {
            watchers = [];
            _byName.Add(name, watchers);
        }

        watchers.Add(watcher);
    }

    /// <summary>Takes a watcher out.</summary>
    public void Remove(Watcher watcher)
    {
        _unscoped.Remove(watcher);
        if (watcher.Scope.Name is { } name && _byName.TryGetValue(name, out HashSet<Watcher>? watchers))
        {
            watchers.Remove(watcher);
            if (watchers.Count == 0)
            {
                _byName.Remove(name);
            }
        }
    }

    /// <summary>Tells a change to those whom it concerns.</summary>
    public void Dispatch(StoreEvent change)
    {
        ObjectKey key = change.Object!.Key;
        Offer(_unscoped, key, change);
        if (_byName.TryGetValue(key.Name, out HashSet<Watcher>? watchers))
        {
            Offer(watchers, key, change);
        }
    }

    private static void Offer(HashSet<Watcher> watchers, ObjectKey key, StoreEvent change)
    {
        foreach (Watcher watcher in watchers)
        {
            if (watcher.Scope.Covers(key))
            {
                watcher.Offer(change);
            }
        }
    }
}
