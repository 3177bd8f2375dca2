using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Snapshots;
using MeshGate.Operator.Topology;

namespace MeshGate.Operator.Conditions;

/// <summary>Whether a node can relay for others, as third nodes found.</summary>
public static class RelayCondition
{
    /// <summary>The condition, without time; null for a node that is no relay.</summary>
    /// <param name="planned">The newest plan for the node.</param>
    /// <param name="current">The status as it stands on the API, with the daemon's report; or null.</param>
    public static Condition? For(PlannedNode planned, MeshNodeStatus? current)
    {
        ArgumentNullException.ThrowIfNull(planned);
        if (planned.Plan.Assignment.Serves is null)
        {
            return null;
        }

        return ConditionList.Find(current?.Agent?.Conditions, NodeFacts.RelayReachable) is { } found
            ? ConditionList.Of(ConditionTypes.RelayCapable, found.Status switch { "True" => true, "False" => false, _ => null }, found.Reason, found.Message)
            : ConditionList.Of(ConditionTypes.RelayCapable, null, "NotReported", "Waits for the node's daemon to open its relay ports and for a peer to try them.");
    }
}
