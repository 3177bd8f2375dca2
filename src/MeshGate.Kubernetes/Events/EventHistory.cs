namespace MeshGate.Kubernetes.Events;

/// <summary>What was recorded lately, object by object. Bounded; not safe for concurrent use.</summary>
internal sealed class EventHistory
{
    private const int MaxObjects = 4096;

    private readonly Dictionary<string, ObjectEvents> _objects = new(StringComparer.Ordinal);

    /// <summary>The history of an object, a new one if it is not known; then the object that was quiet longest is forgotten for it.</summary>
    public ObjectEvents Of(string key, TimeSpan now)
    {
        if (_objects.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_objects.Count >= MaxObjects)
        {
            _objects.Remove(_objects.MinBy(o => o.Value.UsedAt).Key);
        }

        return _objects[key] = new ObjectEvents(now);
    }
}
