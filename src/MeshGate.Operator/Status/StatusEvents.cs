using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Events;
using MeshGate.Operator.Conditions;
using MeshGate.Operator.Events;

namespace MeshGate.Operator.Status;

/// <summary>Tells people by Events what became of a node when its status changed. An undisturbed join is one Event.</summary>
public sealed class StatusEvents(EventQueue events)
{
    /// <summary>Compares a node's conditions with those just written, and tells what is news.</summary>
    public void Tell(MeshNode before, MeshNodeStatus written)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(written);
        Condition? oldReady = ConditionList.Find(before.Status?.Conditions, ConditionTypes.Ready);
        Condition? newReady = ConditionList.Find(written.Conditions, ConditionTypes.Ready);
        if (IsMember(newReady) && !IsMember(oldReady))
        {
            string addresses = string.Join(" and ", before.Spec?.Addresses ?? []);
            events.Tell(before, EventType.Normal, "Joined", $"The node joined {written.Assignment?.Segment} with {addresses}.");
        }

        RefusalEvents.Tell(events, before, before.Status?.Conditions, written.Conditions);
        string? wasOnline = ConditionList.Find(before.Status?.Conditions, ConditionTypes.Online)?.Status;
        Condition? online = ConditionList.Find(written.Conditions, ConditionTypes.Online);
        if (online?.Status == "True" && wasOnline == "False")
        {
            events.Tell(before, EventType.Normal, "Online", online.Message);
        }
        else if (online?.Status == "False" && wasOnline == "True")
        {
            events.Tell(before, EventType.Warning, "Offline", online.Message);
        }
    }

    private static bool IsMember(Condition? ready)
        => ready?.Reason is nameof(VerdictReason.Accepted) or nameof(VerdictReason.InvalidEndpoint) or nameof(VerdictReason.InvalidSpec) or nameof(VerdictReason.InvalidSpec) or NodeConditions.Applying;
}
