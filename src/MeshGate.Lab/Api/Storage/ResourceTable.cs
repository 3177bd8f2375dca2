using System.Collections.Immutable;
using MeshGate.Lab.Api.Watching;

namespace MeshGate.Lab.Api.Storage;

/// <summary>The objects of one kind, their recent history and who watches them. Guarded by the store's lock.</summary>
/// <param name="window">How long changes are kept.</param>
/// <param name="start">The store's version when the table is made.</param>
/// <param name="objects">What it starts with.</param>
public sealed class ResourceTable(TimeSpan window, long start, ImmutableSortedDictionary<ObjectKey, StoredObject> objects)
{
    /// <summary>The objects as they are now.</summary>
    public ImmutableSortedDictionary<ObjectKey, StoredObject> Objects { get; private set; } = objects;

    /// <summary>The recent changes.</summary>
    public EventHistory History { get; } = new(window, start, objects);

    /// <summary>Who watches.</summary>
    public WatcherIndex Watchers { get; } = new();

    /// <summary>Takes in a change and tells the watchers.</summary>
    public void Apply(StoreEvent change, DateTimeOffset now)
    {
        StoredObject value = change.Object!;
        Objects = change.Type == StoreEventType.Deleted ? Objects.Remove(value.Key) : Objects.SetItem(value.Key, value);
        History.Add(change, Objects, now);
        Watchers.Dispatch(change);
    }
}
