using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MeshGate.Core.Topology.Links;

namespace MeshGate.Core.Topology;

/// <summary>Reads assignments off the segments and links that were planned.</summary>
/// <param name="nodes">Every node.</param>
/// <param name="backbone">The links between segments.</param>
/// <param name="relays">Who relays for whom.</param>
internal sealed class AssignmentPlanner(NodeRegister nodes, Backbone backbone, RelayPlan relays)
{
    // Told a heartbeat interval, a daemon keeps it until its orders change anyway, unless it is this many times off.
    private const int IntervalTolerance = 4;

    private readonly ArrayBufferWriter<byte> _content = new(1);

    /// <summary>The orders to a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="segment">Its segment; empty where it has none.</param>
    /// <param name="outline">What was planned of the segment; null where it has no peers.</param>
    /// <param name="peer">The node among the peers; null while it is none.</param>
    /// <param name="old">What was known of the node when it was planned before, or null.</param>
    /// <param name="plan">What was planned then, or null.</param>
    /// <returns>What is planned now: the same where it is equal.</returns>
    public NodePlan Plan(NodeEntry node, string segment, SegmentOutline? outline, Peer? peer, NodeEntry? old, NodePlan? plan)
    {
        // A node whose daemon has not reported its key, or reports none for a while, keeps the peers of the segment it is in. One
        // without a segment is told of nobody yet, so that the growth of a mesh is not written to nodes that wait for their
        // daemon; and one that was refused must not reach anybody.
        var told = new NodeAssignment(string.Empty, segment, [], node.Node.Settings);
        NodeAssignment wanted = segment.Length > 0 && (node.Verdict.IsPeer || node.Verdict.Reason == VerdictReason.Pending) ? Assign(told, node, outline, peer) : told;
        NodeAssignment assignment = old is not null && plan is not null && IsStill(wanted, node, plan.Assignment, old) ? plan.Assignment : Name(wanted, node.Before);
        return plan is not null && ReferenceEquals(plan.Assignment, assignment) && plan.Verdict == node.Verdict ? plan : new NodePlan(node.Name, node.Verdict, assignment);
    }

    private NodeAssignment Assign(NodeAssignment told, NodeEntry node, SegmentOutline? outline, Peer? peer)
    {
        bool isHub = peer is not null && outline!.Hubs.Contains(peer);
        ImmutableArray<PlanMember> here = peer is not null ? [.. outline!.Pinned.Ordered(peer.Index).Select(index => outline.Members[index])] : [];
        IReadOnlyList<PlanMember> elsewhere = isHub ? backbone.Of(node.Name) : [];
        if (peer is null)
        {
            // A node whose daemon reports no key for a while chooses nobody, and is chosen by nobody.
            PlanMember[] left = [.. (node.Before is null ? [] : node.Before.Pinned).Order(StringComparer.Ordinal).Select(nodes.Find).OfType<NodeEntry>().Where(other => other.Verdict.IsPeer).Select(other => other.Examined.Member!)];
            (here, elsewhere) = ([.. left.Where(other => outline?.Find(other.Name) is not null)], [.. left.Where(other => outline?.Find(other.Name) is null)]);
        }

        ImmutableArray<PlanMember> pinned = Together(here, elsewhere);
        return told with
        {
            Topology = outline?.Type ?? node.Before?.Topology ?? TopologyType.Hybrid,
            Role = isHub ? TopologyRole.Hub : TopologyRole.Member,
            Pinned = [.. pinned.Select(other => other.Name)],
            Members = outline is not { IsListedWhole: true } ? pinned : Together(peer is null ? outline.Members : outline.Members.RemoveAt(peer.Index), elsewhere),
            Relays = outline is not null && node.Node.Settings.NatTraversal.Relay ? relays.For(node, outline, peer) : [],

            // A hub relays between its segment and others, too.
            Serves = node.Node.Relay is { } relay ? new PlanRelayService(isHub ? string.Empty : told.Segment, relay.FirstPort, relay.LastPort) : null,
        };
    }

    private static ImmutableArray<PlanMember> Together(ImmutableArray<PlanMember> here, IReadOnlyList<PlanMember> elsewhere)
    {
        if (elsewhere.Count == 0)
        {
            return here;
        }

        // Both are ordered by name.
        var together = new PlanMember[here.Length + elsewhere.Count];
        for ((int near, int far) = (0, 0); near + far < together.Length;)
        {
            bool isNear = far == elsewhere.Count || (near < here.Length && string.CompareOrdinal(here[near].Name, elsewhere[far].Name) < 0);
            together[near + far] = isNear ? here[near] : elsewhere[far];
            _ = isNear ? near++ : far++;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(together);
    }

    private NodeAssignment Name(NodeAssignment wanted, NodeAssignment? before)
    {
        // The interval depends on the size of the mesh. Were it followed at once, every 200th join would be written to all.
        if (IntervalToKeep(wanted, before) is { } interval)
        {
            NodeAssignment kept = wanted with { Revision = before!.Revision, Settings = wanted.Settings with { HeartbeatInterval = interval } };
            if (AssignmentRevision.Of(kept, _content) == before.Revision)
            {
                return kept;
            }
        }

        return wanted with { Revision = AssignmentRevision.Of(wanted, _content) };
    }

    private static TimeSpan? IntervalToKeep(NodeAssignment wanted, NodeAssignment? before)
        => before?.Settings.HeartbeatInterval is { } interval && interval != wanted.Settings.HeartbeatInterval
            && interval <= wanted.Settings.HeartbeatInterval * IntervalTolerance && interval * IntervalTolerance >= wanted.Settings.HeartbeatInterval
            ? interval
            : null;

    // Whether what was named before is what naming would give now.
    private static bool IsStill(NodeAssignment wanted, NodeEntry node, NodeAssignment given, NodeEntry old)
        => (ReferenceEquals(node.Node.Settings, old.Node.Settings) || node.Node.Settings.Equals(old.Node.Settings))
            && (IntervalToKeep(wanted, node.Before) is { } interval
                ? old.Before is { } before && before.Settings.HeartbeatInterval == interval && before.Revision == node.Before!.Revision
                : given.Settings.HeartbeatInterval == wanted.Settings.HeartbeatInterval)
            && wanted.Segment == given.Segment
            && wanted.Topology == given.Topology
            && wanted.Role == given.Role
            && wanted.Serves == given.Serves
            && wanted.Pinned.SequenceEqual(given.Pinned)
            && wanted.Relays.SequenceEqual(given.Relays)
            && wanted.Members.SequenceEqual(given.Members);
}
