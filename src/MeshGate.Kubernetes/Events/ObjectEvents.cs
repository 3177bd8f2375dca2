namespace MeshGate.Kubernetes.Events;

/// <summary>
/// The Events about one object in the last ten minutes, and how many more may be written: 25 at once, then one in five minutes, as with
/// Kubernetes' own recorders. Not safe for concurrent use.
/// </summary>
internal sealed class ObjectEvents(TimeSpan now)
{
    /// <summary>The message under which Events are kept that differ in nothing but their words.</summary>
    public const string Combined = "(combined from similar events)";

    private const int Burst = 25;
    private const int MaxSimilar = 10;
    private static readonly TimeSpan Refill = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Dictionary<EventKey, RecordedEvent> _events = [];
    private double _tokens = Burst;

    /// <summary>When something last happened to the object.</summary>
    public TimeSpan UsedAt { get; private set; } = now;

    /// <summary>Under which key an Event is kept: its own, or that of the combined one when there were too many like it.</summary>
    public EventKey KeyOf(EventKey key, TimeSpan now)
    {
        foreach (var (old, recorded) in _events)
        {
            if (now - recorded.At > Window)
            {
                _events.Remove(old);
            }
        }

        return _events.ContainsKey(key) || _events.Keys.Count(k => k.Type == key.Type && k.Reason == key.Reason) < MaxSimilar
            ? key
            : key with { Message = Combined };
    }

    /// <summary>The Event that stands under a key, or null.</summary>
    public RecordedEvent? Find(EventKey key) => _events.GetValueOrDefault(key);

    /// <summary>Notes an Event.</summary>
    public void Put(EventKey key, RecordedEvent recorded) => _events[key] = recorded;

    /// <summary>Whether one more may be written now.</summary>
    public bool TryTake(TimeSpan now)
    {
        _tokens = Math.Min(Burst, _tokens + ((now - UsedAt) / Refill));
        UsedAt = now;
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }
}
