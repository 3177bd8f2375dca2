using MeshGate.Core.Policy;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Conditions;
using MeshGate.Operator.Topology;

namespace MeshGate.Operator.Policies;

/// <summary>Says on a MeshPolicy whether the mesh has the form that it wants.</summary>
internal static class TopologyCondition
{
    /// <summary>The condition; null for a policy that gives no topology.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="use">What becomes of it.</param>
    /// <param name="plan">The newest plan by node; empty before the first.</param>
    public static Condition? For(PolicySnapshot policy, PolicyUse use, IReadOnlyDictionary<string, PlannedNode> plan)
    {
        if (policy.Topology is not { } wanted)
        {
            return null;
        }

        if (plan.Count == 0 && use.Shaped.Count > 0)
        {
            return ConditionList.Of(ConditionTypes.TopologyInForce, null, "Pending", "The mesh is being planned");
        }

        TopologyFit fit = TopologyFit.Judge(wanted, use.Shaped, plan.Values.Select(node => node.Plan));
        bool? status = fit.Reason switch { TopologyFitReason.AsWanted => true, TopologyFitReason.NoNodes => null, _ => false };
        return ConditionList.Of(ConditionTypes.TopologyInForce, status, fit.Reason.ToString(), fit.Message);
    }
}
