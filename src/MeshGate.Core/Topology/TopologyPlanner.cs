using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MeshGate.Core.Topology.Links;
using MeshGate.Core.Topology.Segments;
using MeshGate.Core.Topology.Tuning;

namespace MeshGate.Core.Topology;

/// <summary>
/// Decides who peers with whom. Nodes fill segments by place, in the order in which they join; within a segment the form that most
/// of its nodes want says who is pinned to whom and who is a hub; hubs join the segments. A function of its arguments alone; the
/// order of nodes in the snapshot does not matter, and equal arguments give an equal plan to the byte. What stands in the plan in
/// force is kept until there is a reason, so that a small change is a small plan.
/// </summary>
public static class TopologyPlanner
{
    /// <summary>How many peers a node is told of at most, so that an assignment stays under 25 KB.</summary>
    public const int MaxMembers = 200;

    /// <summary>How many nodes a segment has at most, whatever a policy says. One of more than <see cref="MaxMembers"/> is a Hybrid.</summary>
    public const int MaxSegmentNodes = 2000;

    /// <summary>Plans the mesh.</summary>
    /// <param name="snapshot">The nodes as they are.</param>
    /// <param name="previous">
    /// The plan in force, read back from the assignments, or null. It settles who keeps what two nodes claim, who keeps which
    /// segment, which hubs and links stay, and which heartbeat intervals are left as they are. Its <see cref="MeshPlan.Tuning"/> is not
    /// in the assignments: without it measurements begin anew to speak for a change.
    /// </param>
    public static MeshPlan Plan(MeshSnapshot snapshot, MeshPlan? previous) => Plan(snapshot, previous, PlanningState.Empty).Plan;

    /// <summary>Plans the mesh as <see cref="Plan(MeshSnapshot, MeshPlan?)"/> does, at the cost of what changed.</summary>
    /// <param name="snapshot">The nodes as they are. A node that is the same object as in the last snapshot is not looked at again.</param>
    /// <param name="previous">The plan in force, or null. An assignment that is the same object as in the last plan in force is not looked at again.</param>
    /// <param name="state">What the last planning left behind, whatever it was for.</param>
    public static Planning Plan(MeshSnapshot snapshot, MeshPlan? previous, PlanningState state)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(state);
        if (!snapshot.Network.Equals(state.Network))
        {
            state = PlanningState.Empty;
        }

        TuningState? tuning = previous?.Tuning;
        bool isDue = snapshot.Interval is not null && tuning?.Interval != snapshot.Interval;
        var loads = new LoadRegister(isDue ? snapshot.Nodes : null, tuning);
        Dictionary<string, NodeDraft> drafts = state.Nodes.Compare(snapshot, previous, loads, isDue || !ReferenceEquals(tuning, state.Tuning));
        ClaimRegister claims = state.Claims.With(drafts.Values, Examined, previous, out HashSet<string> affected);
        foreach (NodeEntry node in affected.Where(name => !drafts.ContainsKey(name)).Select(name => state.Nodes.Find(name)!))
        {
            var draft = new NodeDraft(node.Name, node, node.Before);
            draft.Examine(snapshot.Network, loads);
            drafts[node.Name] = draft;
        }

        List<NodeChange> changes = [.. drafts.Values.Select(draft => draft.Judge(claims)).Where(change => !ReferenceEquals(change.Old, change.New))];
        changes.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        NodeRegister nodes = state.Nodes.With(snapshot, previous, drafts, changes);
        SegmentRegister segments = state.Segments.With(changes, nodes.HaveLeft);
        ImmutableArray<HeldWish> held = isDue && tuning is not null ? tuning.Wishes : [];
        SegmentWork[] works = [.. segments.Segments.Select((seats, at) => SegmentWork.Plan(SegmentName.Of(at + 1), seats, state.Works.ElementAtOrDefault(at), isDue, held))];
        SegmentOutline[] outlines = [.. works.Select(work => work.Outline).OfType<SegmentOutline>()];
        Backbone backbone = state.Backbone.With(outlines);
        var relays = new RelayPlan(outlines);
        var assignments = new AssignmentChanges(state, new AssignmentPlanner(nodes, backbone, relays), works);
        List<AssignmentChange> planned = assignments.Plan(changes, backbone, relays);
        NodePlan[] plans = Sorted.With(state.Plans, planned.ConvertAll(item => (item.At, item.Plan)));
        string[] changed = Sorted.With(state.Changed, planned.ConvertAll(item => (item.Name, item.Changed)), static name => name);
        TuningState? tuned = !isDue ? tuning : new TuningState(
            snapshot.Interval!.Value,
            [.. works.SelectMany(work => work.Waiting).OrderBy(wish => wish.About, StringComparer.Ordinal)],
            loads.Next);
        return new Planning(
            new MeshPlan(ImmutableCollectionsMarshal.AsImmutableArray(plans)) { Segments = [.. outlines.Select(outline => outline.Plan)], Tuning = tuned },
            ImmutableCollectionsMarshal.AsImmutableArray(changed),
            new PlanningState(snapshot.Network, nodes, claims, segments, works, backbone, relays, plans, changed, tuned));

        NodeExamination Examined(string name) => drafts.TryGetValue(name, out NodeDraft? draft) ? draft.Examined! : state.Nodes.Find(name)!.Examined;
    }
}
