using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Patches;
using MeshGate.Kubernetes.Serialization;
using MeshGate.Operator.Conditions;
using MeshGate.Operator.Topology;

namespace MeshGate.Operator.Status;

/// <summary>The operator's part of a MeshNode's status: what it is to be, and how far what stands differs from it.</summary>
public static class NodeStatus
{
    /// <summary>The wanted status; the daemon's part is left out.</summary>
    /// <param name="planned">The newest plan for the node.</param>
    /// <param name="current">The status as it stands on the API.</param>
    /// <param name="isOverdue">Whether the daemon has left newer orders unapplied for too long.</param>
    /// <param name="now">The time for conditions whose status changes.</param>
    public static MeshNodeStatus Wanted(PlannedNode planned, MeshNodeStatus? current, bool isOverdue, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(planned);
        IReadOnlyList<Condition> conditions = NodeConditions.For(planned, current, isOverdue);
        return new MeshNodeStatus
        {
            ObservedGeneration = planned.Generation,
            Assignment = planned.Assignment,
            Conditions = ConditionList.Merge(current?.Conditions, conditions, planned.Generation, now),
        };
    }

    /// <summary>How what stands differs from what is wanted.</summary>
    public static StatusDifference Compare(MeshNodeStatus? current, MeshNodeStatus wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        if (current?.ObservedGeneration != wanted.ObservedGeneration || !AssignmentTranslator.AreEqual(current?.Assignment, wanted.Assignment))
        {
            return StatusDifference.Matters;
        }

        IReadOnlyList<Condition> old = current?.Conditions ?? [];
        IReadOnlyList<Condition> now = wanted.Conditions ?? [];
        if (old.SequenceEqual(now))
        {
            return StatusDifference.None;
        }

        if (old.Count != now.Count)
        {
            return StatusDifference.Matters;
        }

        return old.Zip(now)
            .Select(pair => pair.First == pair.Second ? StatusDifference.None : WeighOf(pair.First, pair.Second))
            .Max();
    }

    /// <summary>The merge patch for the status subresource, or null if nothing changed.</summary>
    public static JsonObject? Patch(MeshNodeStatus? current, MeshNodeStatus wanted)
    {
        MeshNodeStatus own = (current ?? new MeshNodeStatus()) with { Agent = null };
        return MergePatch.Create(MeshGateJson.ToNode(own), MeshGateJson.ToNode(wanted)) is { } difference
            ? new JsonObject { ["status"] = difference }
            : null;
    }

    // Paths come and go while a mesh forms, so that only the last one found is told at once. A first heartbeat is followed by
    // more of the daemon's reports.
    private static StatusDifference WeighOf(Condition? old, Condition now) => now.Type switch
    {
        _ when old?.Type != now.Type => StatusDifference.Matters,
        ConditionTypes.DataPlaneReady when now with { Message = old.Message } == old => StatusDifference.CountOnly,
        ConditionTypes.DataPlaneReady when now.Status != "True" => StatusDifference.MayWait,
        ConditionTypes.Online when now.Status == "True" && old.Status == "Unknown" => StatusDifference.MayWait,
        _ => StatusDifference.Matters,
    };
}
