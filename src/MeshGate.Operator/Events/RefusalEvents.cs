using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Events;
using MeshGate.Operator.Conditions;

namespace MeshGate.Operator.Events;

/// <summary>Tells people by an Event that an object cannot be followed until somebody changes it.</summary>
public static class RefusalEvents
{
    /// <summary>Compares the conditions with those just written, and tells a refusal that is new; its reason is the Event's.</summary>
    public static void Tell(EventQueue events, IKubernetesObject<V1ObjectMeta> about, IReadOnlyList<Condition>? before, IReadOnlyList<Condition>? written)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (ConditionList.Find(written, ConditionTypes.Stalled) is { Status: "True" } stalled && stalled.Reason != ConditionList.Find(before, ConditionTypes.Stalled)?.Reason)
        {
            events.Tell(about, EventType.Warning, stalled.Reason, stalled.Message);
        }
    }
}
