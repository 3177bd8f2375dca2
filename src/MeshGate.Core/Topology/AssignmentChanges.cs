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
    /// <returns>Each that was planned anew, ordered by name; many are the same as before all the same.</returns>
    public List<AssignmentChange> Plan(List<NodeChange> changes, Backbone backbone, RelayPlan relays)
    {
        var planned = new Dictionary<string, AssignmentChange>(StringComparer.Ordinal);
        bool areRelaysAlike = relays.IsAlike(before.Relays);
        HashSet<string> hubs = backbone.ChangedSince(before.Backbone);
        for (int i = 0; i < works.Length; i++)
        {
            SegmentWork work = works[i];
            bool haveSameRelays = areRelaysAlike || work.Outline is null || !RelayPlan.NeedsOthers(work.Outline);
            foreach (Peer peer in haveSameRelays ? work.PeersChangedSince(before.Works.ElementAtOrDefault(i)) : work.Peers)
            {
                PlanOne(peer.Entry, work.Name, work.Outline, peer);
            }

            foreach (Peer hub in work.Outline?.Hubs.Where(hub => hubs.Contains(hub.Name)) ?? [])
            {
                PlanOne(hub.Entry, work.Name, work.Outline, hub);
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
                planned[change.Name] = new AssignmentChange(change.Name, before.Nodes.IndexOf(change.Name), null, null);
            }
            else if (!planned.ContainsKey(change.Name))
            {
                PlanOne(change.New, string.Empty, null, null);
            }
        }

        List<AssignmentChange> ordered = [.. planned.Values];
        ordered.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        return ordered;

        void PlanOne(NodeEntry node, string segment, SegmentOutline? outline, Peer? peer)
        {
            int at = before.Nodes.IndexOf(node.Name);
            NodePlan plan = planner.Plan(node, segment, outline, peer, at < 0 ? null : before.Nodes.Entries[at], at < 0 ? null : before.Plans[at]);
            planned[node.Name] = new AssignmentChange(node.Name, at, plan, plan.Assignment.Revision == node.Before?.Revision ? null : node.Name);
        }
    }
}
