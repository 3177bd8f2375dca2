using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Events;
using MeshGate.Operator.Conditions;

namespace MeshGate.Operator.Status;

/// <summary>Tells people by Events what became of a node when its status changed.</summary>
public sealed class StatusEvents(IEventRecorder recorder)
{
    /// <summary>Compares a node's conditions with those just written, and tells what is news.</summary>
    public async Task TellAsync(MeshNode before, MeshNodeStatus written, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(written);
        Condition? oldReady = ConditionList.Find(before.Status?.Conditions, ConditionTypes.Ready);
        Condition? newReady = ConditionList.Find(written.Conditions, ConditionTypes.Ready);
        if (IsMember(newReady) && !IsMember(oldReady))
        {
            await recorder.RecordAsync(before, EventType.Normal, "Joined", "The node has address and key and became a peer of the others.", cancellationToken);
        }

        Condition? stalled = ConditionList.Find(written.Conditions, ConditionTypes.Stalled);
        if (stalled is { Status: "True" } && stalled.Reason != ConditionList.Find(before.Status?.Conditions, ConditionTypes.Stalled)?.Reason)
        {
            await recorder.RecordAsync(before, EventType.Warning, stalled.Reason, stalled.Message, cancellationToken);
        }

        string? wasOnline = ConditionList.Find(before.Status?.Conditions, ConditionTypes.Online)?.Status;
        Condition? online = ConditionList.Find(written.Conditions, ConditionTypes.Online);
        if (online?.Status == "True" && wasOnline != "True")
        {
            await recorder.RecordAsync(before, EventType.Normal, "Online", online.Message, cancellationToken);
        }
        else if (online?.Status == "False" && wasOnline == "True")
        {
            await recorder.RecordAsync(before, EventType.Warning, "Offline", online.Message, cancellationToken);
        }
    }

    private static bool IsMember(Condition? ready)
        => ready?.Reason is nameof(VerdictReason.Accepted) or nameof(VerdictReason.InvalidEndpoint) or nameof(VerdictReason.InvalidSpec) or NodeConditions.Applying;
}
