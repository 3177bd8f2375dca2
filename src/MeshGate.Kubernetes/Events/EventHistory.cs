namespace MeshGate.Kubernetes.Events;

/// <summary>What was recorded in the last ten minutes. Bounded; not safe for concurrent use.</summary>
internal sealed class EventHistory
{
    private const int MaxEntries = 4096;
    private const int MaxEachObject = 25;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Dictionary<EventKey, RecordedEvent> _events = [];
    private readonly Dictionary<string, int> _eachObject = [];

    /// <summary>The Event that this one repeats, or null.</summary>
    public RecordedEvent? Find(EventKey key, TimeSpan now)
    {
        Prune(now);
        return _events.GetValueOrDefault(key);
    }

    /// <summary>Whether one more Event may be made, or the object has had more than its share.</summary>
    public bool MayAdd(EventKey key) => _events.Count < MaxEntries && _eachObject.GetValueOrDefault(key.Object) < MaxEachObject;

    /// <summary>Notes an Event that was made or counted up.</summary>
    public void Put(EventKey key, RecordedEvent recorded)
    {
        if (!_events.ContainsKey(key))
        {
            _eachObject[key.Object] = _eachObject.GetValueOrDefault(key.Object) + 1;
        }

        _events[key] = recorded;
    }

    private void Prune(TimeSpan now)
    {
        foreach (var (key, recorded) in _events)
        {
            if (now - recorded.At > Window)
            {
                _events.Remove(key);
                if (--_eachObject[key.Object] == 0)
                {
                    _eachObject.Remove(key.Object);
                }
            }
        }
    }
}
