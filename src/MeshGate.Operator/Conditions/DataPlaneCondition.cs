using System.Collections.Immutable;
using System.Globalization;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Operator.Conditions;

/// <summary>Whether a node reaches its peers, as its daemon reports.</summary>
public static class DataPlaneCondition
{
    private const string WireGuardReady = "WireGuardReady";

    /// <summary>The condition, without time.</summary>
    /// <param name="members">The peers it is told of.</param>
    /// <param name="agent">The daemon's report, or null.</param>
    public static Condition For(ImmutableArray<PlanMember> members, MeshNodeAgent? agent)
    {
        if (agent is null)
        {
            return ConditionList.Of(ConditionTypes.DataPlaneReady, null, "NotReported", "The node's daemon has not reported yet.");
        }

        if (ConditionList.Find(agent.Conditions, WireGuardReady) is { Status: "False" } wireGuard)
        {
            return ConditionList.Of(ConditionTypes.DataPlaneReady, false, "WireGuardNotReady", wireGuard.Message);
        }

        if (members.IsEmpty)
        {
            return ConditionList.Of(ConditionTypes.DataPlaneReady, true, "NoPeers", "The node has no peers.");
        }

        HashSet<string> reached = (agent.Peers ?? [])
            .Where(peer => peer is not null && peer.Path != PeerPath.None)
            .Select(peer => peer.Name)
            .ToHashSet(StringComparer.Ordinal);
        int count = members.Count(member => reached.Contains(member.Name));
        string message = string.Create(CultureInfo.InvariantCulture, $"{count} of {members.Length} peers have a path.");
        return count == members.Length
            ? ConditionList.Of(ConditionTypes.DataPlaneReady, true, "AllPeersReached", message)
            : ConditionList.Of(ConditionTypes.DataPlaneReady, false, "PeersWithoutPath", message);
    }
}
