using System.Collections.Immutable;
using System.Globalization;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Topology;

namespace MeshGate.Operator.Conditions;

/// <summary>Whether a node reaches its peers, as its daemon reports.</summary>
public static class DataPlaneCondition
{
    private const string WireGuardReady = "WireGuardReady";

    /// <summary>The condition, without time.</summary>
    /// <param name="planned">The newest plan for the node.</param>
    /// <param name="current">The status as it stands on the API, with the daemon's report; or null.</param>
    public static Condition For(PlannedNode planned, MeshNodeStatus? current)
    {
        ArgumentNullException.ThrowIfNull(planned);
        if (!planned.Plan.Verdict.IsPeer || current?.Agent is not { } agent)
        {
            return ConditionList.Of(ConditionTypes.DataPlaneReady, null, "NotMember", "The node is nobody's peer yet.");
        }

        // A daemon that has not applied its newest orders cannot have answered them: what was said stands.
        if (agent.AppliedRevision != planned.Assignment.Revision && ConditionList.Find(current.Conditions, ConditionTypes.DataPlaneReady) is { } said)
        {
            return said with { ObservedGeneration = null, LastTransitionTime = null };
        }

        if (ConditionList.Find(agent.Conditions, WireGuardReady) is { Status: "False" } wireGuard)
        {
            return ConditionList.Of(ConditionTypes.DataPlaneReady, false, "WireGuardNotReady", wireGuard.Message);
        }

        ImmutableArray<PlanMember> members = planned.Plan.Assignment.Members;
        HashSet<string> reached = (agent.Peers ?? [])
            .Where(peer => peer is not null && peer.Path != PeerPath.None)
            .Select(peer => peer.Name)
            .ToHashSet(StringComparer.Ordinal);
        int count = members.Count(member => reached.Contains(member.Name));
        return count == members.Length
            ? ConditionList.Of(ConditionTypes.DataPlaneReady, true, "AllPeersReached", "Every peer has a path.")
            : ConditionList.Of(ConditionTypes.DataPlaneReady, false, "PeersWithoutPath", string.Create(CultureInfo.InvariantCulture, $"{count} of {members.Length} peers have a path."));
    }
}
