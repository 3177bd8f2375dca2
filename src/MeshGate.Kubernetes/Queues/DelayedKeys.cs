using System.Diagnostics.CodeAnalysis;

namespace MeshGate.Kubernetes.Queues;

/// <summary>Keys with the time each falls due. Not safe for concurrent use.</summary>
internal sealed class DelayedKeys<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, TimeSpan> _due = [];

    // Entries that no longer agree with _due are left over from a key that was removed or brought forward.
    private readonly PriorityQueue<TKey, TimeSpan> _order = new();

    public int Count => _due.Count;

    /// <summary>When the next key falls due, or null when there is none.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            DropStale();
            return _order.TryPeek(out _, out var due) ? due : null;
        }
    }

    /// <summary>Adds a key or brings it forward; false if it is already due no later.</summary>
    public bool Add(TKey key, TimeSpan due)
    {
        if (_due.TryGetValue(key, out var known) && known <= due)
        {
            return false;
        }

        _due[key] = due;
        _order.Enqueue(key, due);
        return true;
    }

    public void Remove(TKey key) => _due.Remove(key);

    public void Clear()
    {
        _due.Clear();
        _order.Clear();
    }

    /// <summary>Takes one key that is due.</summary>
    public bool TryTakeDue(TimeSpan now, [MaybeNullWhen(false)] out TKey key)
    {
        DropStale();
        if (_order.TryPeek(out key, out var due) && due <= now)
        {
            _order.Dequeue();
            _due.Remove(key);
            return true;
        }

        return false;
    }

    private void DropStale()
    {
        while (_order.TryPeek(out var key, out var due) && !(_due.TryGetValue(key, out var known) && known == due))
        {
            _order.Dequeue();
        }
    }
}
