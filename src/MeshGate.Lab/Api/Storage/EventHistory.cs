using System.Collections.Immutable;

namespace MeshGate.Lab.Api.Storage;

/// <summary>
/// The recent changes of one kind, with the state after each: what a watch needs to resume and a paged list to stay consistent.
/// Not safe for use by several threads.
/// </summary>
/// <param name="window">How long a change is kept.</param>
/// <param name="start">The version before which nothing is known.</param>
/// <param name="initial">The objects at that version.</param>
public sealed class EventHistory(TimeSpan window, long start, ImmutableSortedDictionary<ObjectKey, StoredObject> initial)
{
    // Bounds memory when writes come faster than the window forgets.
    private const int MaximumEntries = 50_000;

    private readonly List<Entry> _entries = [];
    private ImmutableSortedDictionary<ObjectKey, StoredObject> _base = initial;
    private int _first;

    /// <summary>The oldest version from which a watch can resume.</summary>
    public long Oldest { get; private set; } = start;

    /// <summary>Keeps a change.</summary>
    public void Add(StoreEvent change, ImmutableSortedDictionary<ObjectKey, StoredObject> after, DateTimeOffset now)
    {
        _entries.Add(new Entry(now, change, after));
        Forget(now);
    }

    /// <summary>Forgets what is older than the window.</summary>
    public void Forget(DateTimeOffset now)
    {
        int keep = _first;
        while (keep < _entries.Count && (now - _entries[keep].Time > window || _entries.Count - keep > MaximumEntries))
        {
            keep++;
        }

        ForgetUntil(keep);
    }

    /// <summary>Forgets everything up to a version, which becomes the oldest.</summary>
    public void ForgetAll(long version)
    {
        ForgetUntil(_entries.Count);
        Oldest = Math.Max(Oldest, version);
    }

    /// <summary>The changes after a version, oldest first; null if some of them are forgotten.</summary>
    public IEnumerable<StoreEvent>? Since(long version) =>
        version < Oldest ? null : _entries.Skip(FirstAfter(version)).Select(entry => entry.Change);

    /// <summary>The objects at a version; null if it is forgotten.</summary>
    public ImmutableSortedDictionary<ObjectKey, StoredObject>? At(long version)
    {
        if (version < Oldest)
        {
            return null;
        }

        int index = FirstAfter(version) - 1;
        return index < _first ? _base : _entries[index].After;
    }

    private int FirstAfter(long version)
    {
        int low = _first;
        int high = _entries.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_entries[middle].Change.ResourceVersion > version)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    private void ForgetUntil(int index)
    {
        if (index == _first)
        {
            return;
        }

        Oldest = _entries[index - 1].Change.ResourceVersion;
        _base = _entries[index - 1].After;
        _first = index;

        // Moving the rest is paid for by the entries forgotten since.
        if (_first * 2 >= _entries.Count)
        {
            _entries.RemoveRange(0, _first);
            _first = 0;
        }
    }

    private readonly record struct Entry(DateTimeOffset Time, StoreEvent Change, ImmutableSortedDictionary<ObjectKey, StoredObject> After);
}
