using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Nodes;
using MeshGate.Operator.Topology;

namespace MeshGate.Operator.Status;

/// <summary>Keeps what of a node's spec must not change any more once the node is a peer.</summary>
public static class SettledFields
{
    /// <summary>What is settled after a plan: what was before, and what the plan accepted for the first time.</summary>
    public static MeshNodeSettled? After(MeshNode node, PlannedNode planned)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(planned);
        MeshNodeSettled? before = node.Status?.Settled;
        if (!planned.Plan.Verdict.IsPeer || planned.Generation != node.Metadata.Generation)
        {
            return before;
        }

        return new MeshNodeSettled
        {
            Addresses = before?.Addresses is { Count: > 0 } addresses ? addresses : MeshNodeReader.AddressesOf(node),
            NodeName = before?.NodeName ?? node.Spec?.NodeName,
        };
    }
}
