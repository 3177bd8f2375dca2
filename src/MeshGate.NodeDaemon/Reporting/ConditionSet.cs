using MeshGate.Kubernetes.Entities;

namespace MeshGate.NodeDaemon.Reporting;

/// <summary>Conditions whose transition time moves only when their status does.</summary>
public sealed class ConditionSet(TimeProvider time)
{
    /// <summary>What the API's schema takes; a longer message would have the whole report refused.</summary>
    private const int LongestMessage = 4096;

    private readonly SortedDictionary<string, Condition> _conditions = new(StringComparer.Ordinal);

    /// <summary>Takes over earlier conditions.</summary>
    public void Continue(IReadOnlyList<Condition>? conditions)
    {
        foreach (var condition in conditions ?? [])
        {
            if (condition?.Type is { } type)
            {
                _conditions[type] = condition;
            }
        }
    }

    /// <summary>Sets one condition.</summary>
    /// <param name="type">What it is about.</param>
    /// <param name="status">True, false, or null for unknown.</param>
    /// <param name="reason">One CamelCase word.</param>
    /// <param name="message">A sentence.</param>
    public void Set(string type, bool? status, string reason, string message)
    {
        var text = status switch { true => "True", false => "False", null => "Unknown" };
        var since = _conditions.TryGetValue(type, out var before) && before.Status == text ? before.LastTransitionTime : null;
        var now = time.GetUtcNow().UtcDateTime;
        _conditions[type] = new Condition
        {
            Type = type,
            Status = text,
            Reason = reason,
            Message = message.Length <= LongestMessage ? message : message[..(LongestMessage - 1)] + "…",
            LastTransitionTime = since ?? now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)),
        };
    }

    /// <summary>Takes a condition away that means nothing any more.</summary>
    public void Remove(string type) => _conditions.Remove(type);

    /// <summary>All conditions, ordered by type.</summary>
    public IReadOnlyList<Condition> ToList() => [.. _conditions.Values];
}
