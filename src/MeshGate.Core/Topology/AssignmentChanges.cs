using MeshGate.Core.Topology.Links;

namespace MeshGate.Core.Topology;

/// <summary>Which assignments are to be planned anew once segments and links are: those that a change can reach.</summary>
/// <param name="before">What planning left behind before.</param>
/// <param name="planner">Plans one.</param>
/// <param name="works">The segments as they are planned now.</param>
internal sealed class AssignmentChanges(PlanningState before, AssignmentPlanner planner, SegmentWork[] works)
{
    /// <summary>Plans them.</summary>
    /// <param name="changes">The nodes that changed, ordered by name.</param>
    /// <param name="backbone">The links between segments.</param>
    /// <param name="relays">Who relays for whom.</param>
    /// <returns>Each that was planned anew, or null for a node that is gone, ordered by name; many are the same as before all the same.</returns>
    public List<(string Name, NodePlan? Plan)> Plan(List<NodeChange> changes, Backbone backbone, RelayPlan relays)
    {
        var planned = new Dictionary<string, NodePlan?>(StringComparer.Ordinal);
        bool areRelaysAlike = relays.IsAlike(before.Relays);
        HashSet<string> hubs = backbone.ChangedSince(before.Backbone);
        for (int i = 0; i < works.Length; i++)
        {
            SegmentWork work = works[i];
            bool isSame = work.IsSame(before.Works.ElementAtOrDefault(i)) && (areRelaysAlike || work.Outline is null || !RelayPlan.NeedsOthers(work.Outline));
            foreach (Peer peer in isSame ? work.Outline?.Hubs.Where(hub => hubs.Contains(hub.Name)) ?? [] : work.Peers)
            {
                PlanOne(peer.Entry, work.Name, work.Outline, peer);
            }

            // Whom those are told of that are no peers for now depends on peers anywhere.
            foreach (NodeEntry node in work.Others)
            {
                PlanOne(node, work.Name, work.Outline, null);
            }
        }

        foreach (NodeChange change in changes)
        {
            if (change.New is null)
            {
                planned[change.Name] = null;
            }
            else if (!planned.ContainsKey(change.Name))
            {
                PlanOne(change.New, string.Empty, null, null);
            }
        }

        return [.. planned.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => (item.Key, item.Value))];

        void PlanOne(NodeEntry node, string segment, SegmentOutline? outline, Peer? peer)
        {
            int at = Sorted.Find<NodePlan>(before.Plans, node.Name, static plan => plan.Name);
            planned[node.Name] = planner.Plan(node, segment, outline, peer, before.Nodes.Find(node.Name), at < 0 ? null : before.Plans[at]);
        }
    }
}
