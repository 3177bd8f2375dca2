using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Watching;

namespace MeshGate.Lab.Api.Storage;

/// <summary>
/// Every object of the API, in memory, with one version counter for all, and a log on disk if there is one. Safe for use by several
/// threads; mutations of one object follow each other.
/// </summary>
public sealed class ObjectStore : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Lock[] _stripes = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];
    private readonly Dictionary<string, ResourceTable> _tables = new(StringComparer.Ordinal);
    private readonly TimeProvider _clock;
    private readonly TimeSpan _window;
    private readonly ObjectLog? _log;
    private long _version;

    /// <summary>Makes a store.</summary>
    /// <param name="clock">Dates the history.</param>
    /// <param name="window">How long changes are kept for watches that resume.</param>
    /// <param name="log">Where writes are kept, or null for memory alone; the store disposes of it.</param>
    public ObjectStore(TimeProvider clock, TimeSpan window, ObjectLog? log)
    {
        _clock = clock;
        _window = window;
        _log = log;
        _version = Math.Max(1, log?.ResourceVersion ?? 1);
        foreach (IGrouping<string, LoggedObject> kind in (log?.Objects ?? []).GroupBy(item => item.Resource, StringComparer.Ordinal))
        {
            var objects = kind.ToImmutableSortedDictionary(item => item.Object.Key, item => item.Object);
            _tables.Add(kind.Key, new ResourceTable(window, _version, objects));
        }
    }

    /// <summary>The version of the last write.</summary>
    public long ResourceVersion => Interlocked.Read(ref _version);

    /// <summary>Reads one object; null if there is none.</summary>
    public StoredObject? Get(string resource, ObjectKey key)
    {
        lock (_gate)
        {
            return Table(resource).Objects.GetValueOrDefault(key);
        }
    }

    /// <summary>All objects of a kind as they are now.</summary>
    public StoreSnapshot Snapshot(string resource)
    {
        lock (_gate)
        {
            return new StoreSnapshot(_version, Table(resource).Objects);
        }
    }

    /// <summary>All objects of a kind at an earlier version; null if it is no longer kept.</summary>
    public StoreSnapshot? SnapshotAt(string resource, long version)
    {
        lock (_gate)
        {
            ResourceTable table = Table(resource);
            table.History.Forget(_clock.GetUtcNow());
            return table.History.At(version) is { } objects ? new StoreSnapshot(version, objects) : null;
        }
    }

    /// <summary>Changes one object, while nobody else changes it.</summary>
    /// <param name="resource">The kind's key.</param>
    /// <param name="key">The object's name.</param>
    /// <param name="decide">Says what becomes of the object, given what it is now; throws to leave it.</param>
    /// <param name="isDryRun">Whether to decide only.</param>
    public MutationResult Mutate(string resource, ObjectKey key, Func<StoredObject?, Change> decide, bool isDryRun)
    {
        lock (_stripes[(uint)HashCode.Combine(resource, key) % (uint)_stripes.Length])
        {
            StoredObject? current = Get(resource, key);
            Change change = decide(current);
            if (current is not null && !change.IsRemoval)
            {
                // What changes nothing is no write: it wakes nobody.
                change.Value.Metadata()["resourceVersion"] = Text(current.ResourceVersion);
                if (JsonNode.DeepEquals(change.Value, current.Read()))
                {
                    return new MutationResult(current, false);
                }
            }

            if (isDryRun)
            {
                change.Value.Metadata().Remove("resourceVersion");
                if (current is not null)
                {
                    change.Value.Metadata()["resourceVersion"] = Text(current.ResourceVersion);
                }

                return new MutationResult(new StoredObject(key, current?.ResourceVersion ?? 0, change.Value), change.IsRemoval);
            }

            return new MutationResult(Commit(resource, key, current, change), change.IsRemoval);
        }
    }

    /// <summary>Opens a watch.</summary>
    /// <param name="resource">The kind's key.</param>
    /// <param name="scope">What it is about.</param>
    /// <param name="from">The version after which changes are told; null tells every object there is first.</param>
    /// <param name="wantsBookmarks">Whether bookmarks are told too.</param>
    /// <remarks>A version that is not reached yet is accepted, and nothing is told until it is passed.</remarks>
    /// <returns>The watcher; its backlog is a single <see cref="StoreEventType.Expired"/> if the version is no longer kept.</returns>
    public Watcher Watch(string resource, WatchScope scope, long? from, bool wantsBookmarks)
    {
        lock (_gate)
        {
            ResourceTable table = Table(resource);
            table.History.Forget(_clock.GetUtcNow());
            IEnumerable<StoreEvent>? backlog = from is { } version
                ? table.History.Since(version)
                : table.Objects.Values.Select(item => new StoreEvent(StoreEventType.Added, item.ResourceVersion, item));
            if (backlog is null)
            {
                var expired = new Watcher(scope, [new StoreEvent(StoreEventType.Expired, table.History.Oldest)], false);
                expired.Complete();
                return expired;
            }

            var watcher = new Watcher(scope, [.. backlog.Where(change => scope.Covers(change.Object!.Key))], wantsBookmarks, from ?? 0);
            table.Watchers.Add(watcher);
            return watcher;
        }
    }

    /// <summary>Ends a watch that nobody reads any more.</summary>
    public void Unwatch(string resource, Watcher watcher)
    {
        lock (_gate)
        {
            Table(resource).Watchers.Remove(watcher);
        }
    }

    /// <summary>Tells every watcher that wants bookmarks how far it is.</summary>
    public void Bookmark() => ForEachWatcher(watcher => BookmarkLocked(watcher));

    /// <summary>Ends one watch, with a bookmark if it wants them.</summary>
    public void Close(Watcher watcher)
    {
        lock (_gate)
        {
            BookmarkLocked(watcher);
            watcher.Complete();
        }
    }

    /// <summary>Ends every watch of a kind, or of all kinds, with a bookmark for those that want them.</summary>
    public void CloseWatches(string? resource = null) => ForEachWatcher(
        watcher =>
        {
            BookmarkLocked(watcher);
            watcher.Complete();
        },
        resource);

    /// <summary>Forgets the history up to now, as a compaction of etcd does.</summary>
    /// <param name="expireWatches">Whether open watches end with 410 Gone as well.</param>
    public void Compact(bool expireWatches)
    {
        lock (_gate)
        {
            foreach (ResourceTable table in _tables.Values)
            {
                table.History.ForgetAll(_version);
            }
        }

        if (expireWatches)
        {
            ForEachWatcher(watcher =>
            {
                watcher.Offer(new StoreEvent(StoreEventType.Expired, _version));
                watcher.Complete();
            });
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _log?.Dispose();
        }
    }

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);

    private StoredObject Commit(string resource, ObjectKey key, StoredObject? current, Change change)
    {
        lock (_gate)
        {
            long version = _version + 1;
            change.Value.Metadata()["resourceVersion"] = Text(version);
            var stored = new StoredObject(key, version, change.Value);
            var type = change.IsRemoval ? StoreEventType.Deleted : current is null ? StoreEventType.Added : StoreEventType.Modified;

            // First the log: a write that cannot be kept must not be seen.
            _log?.Append(resource, stored, change.IsRemoval);
            Interlocked.Exchange(ref _version, version);
            Table(resource).Apply(new StoreEvent(type, version, stored, current), _clock.GetUtcNow());
            if (_log is { WantsRewrite: true })
            {
                _log.Rewrite(version, _tables.SelectMany(table => table.Value.Objects.Values.Select(item => new LoggedObject(table.Key, item))));
            }

            return stored;
        }
    }

    private void BookmarkLocked(Watcher watcher)
    {
        if (watcher.WantsBookmarks)
        {
            watcher.Offer(new StoreEvent(StoreEventType.Bookmark, _version));
        }
    }

    private void ForEachWatcher(Action<Watcher> action, string? resource = null)
    {
        lock (_gate)
        {
            foreach ((string key, ResourceTable table) in _tables)
            {
                if (resource is null || resource == key)
                {
                    table.Watchers.All.ToList().ForEach(action);
                }
            }
        }
    }

    private ResourceTable Table(string resource)
    {
        if (!_tables.TryGetValue(resource, out ResourceTable? table))
        {
            table = new ResourceTable(_window, _version, ImmutableSortedDictionary<ObjectKey, StoredObject>.Empty);
            _tables.Add(resource, table);
        }

        return table;
    }
}
