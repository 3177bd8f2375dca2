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
    public static MeshNodeStatus Wanted(PlannedNode planned, MeshNodeStatus? current, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(planned);
        IReadOnlyList<Condition> conditions = NodeConditions.For(planned, current?.Agent, current?.Conditions);
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

        return old.Select(WithoutCount).SequenceEqual(now.Select(WithoutCount)) ? StatusDifference.CountOnly : StatusDifference.Matters;
    }

    /// <summary>The merge patch for the status subresource, or null if nothing changed.</summary>
    public static JsonObject? Patch(MeshNodeStatus? current, MeshNodeStatus wanted)
    {
        MeshNodeStatus own = (current ?? new MeshNodeStatus()) with { Agent = null };
        return MergePatch.Create(MeshGateJson.ToNode(own), MeshGateJson.ToNode(wanted)) is { } difference
            ? new JsonObject { ["status"] = difference }
            : null;
    }

    private static Condition? WithoutCount(Condition? condition)
        => condition?.Type == ConditionTypes.DataPlaneReady ? condition with { Message = string.Empty } : condition;
}
