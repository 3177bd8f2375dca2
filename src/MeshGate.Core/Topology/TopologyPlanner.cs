using System.Collections.Immutable;
using MeshGate.Core.Addressing;
using MeshGate.Core.Topology.Segments;
using MeshGate.Core.Topology.Tuning;
using MeshGate.Core.Validation;

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

    // Told a heartbeat interval, a daemon keeps it until its orders change anyway, unless it is this many times off.
    private const int IntervalTolerance = 4;

    /// <summary>Plans the mesh.</summary>
    /// <param name="snapshot">The nodes as they are.</param>
    /// <param name="previous">
    /// The plan in force, read back from the assignments, or null. It settles who keeps what two nodes claim, who keeps which
    /// segment, which hubs and links stay, and which heartbeat intervals are left as they are. Its <see cref="MeshPlan.Tuning"/> is not
    /// in the assignments: without it measurements begin anew to speak for a change.
    /// </param>
    public static MeshPlan Plan(MeshSnapshot snapshot, MeshPlan? previous)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var tuner = new Tuner(snapshot.Interval, previous?.Tuning);
        ImmutableArray<NodeExamination> nodes =
        [
            .. snapshot.Nodes
                .OrderBy(node => node.Created)
                .ThenBy(node => node.Name, StringComparer.Ordinal)
                .Select(node => NodeExamination.Of(tuner.Share(node), snapshot.Network)),
        ];

        var claims = new ClaimRegister(nodes, previous);
        var verdicts = nodes.ToDictionary(node => node.Node.Name, node => Judge(node, claims), StringComparer.Ordinal);
        var standing = (previous?.Nodes ?? []).ToDictionary(node => node.Name, StringComparer.Ordinal);
        var segments = new SegmentRegister(nodes, node => verdicts[node.Node.Name].IsPeer, standing);

        ImmutableArray<NodeExamination> byName = [.. nodes.OrderBy(node => node.Node.Name, StringComparer.Ordinal)];
        ImmutableArray<Peer> peers =
        [
            .. byName
                .Where(node => verdicts[node.Node.Name].IsPeer)
                .Select((node, index) => new Peer(
                    index,
                    node.Node,
                    new PlanMember(node.Node.Name, node.PublicKey!, node.Addresses),
                    segments.Of(node.Node.Name),
                    standing.GetValueOrDefault(node.Node.Name)?.Assignment)),
        ];
        MeshOutline outline = MeshOutline.Of(peers, tuner);
        return new MeshPlan([.. byName.Select(node => PlanFor(node, verdicts[node.Node.Name], segments.Of(node.Node.Name), outline, standing.GetValueOrDefault(node.Node.Name)))])
        {
            Segments = outline.Plans,
            Tuning = tuner.Next,
        };
    }

    private static NodeVerdict Judge(NodeExamination node, ClaimRegister claims)
    {
        if ((node.Problem ?? claims.FindConflict(node)) is { } problem)
        {
            return problem;
        }

        if (node.Addresses.IsEmpty)
        {
            return node.Node.AddressProblem is { } exhausted
                ? new(VerdictReason.AddressesExhausted, exhausted)
                : new(VerdictReason.Pending, "Waits for the operator to allocate mesh addresses.");
        }

        if (node.PublicKey is null)
        {
            return new(VerdictReason.Pending, "Waits for the node's daemon to start and report its public key.");
        }

        if (node.Node.Endpoint is not null && !HostEndpoint.TryParse(node.Node.Endpoint, out _))
        {
            return new(VerdictReason.InvalidEndpoint, "spec.endpoint is not host:port (IPv6 in brackets, port 1 to 65535) and is left out of use; the node is reached by its other addresses.");
        }

        if (!node.SpecFindings.IsEmpty)
        {
            return new(VerdictReason.InvalidSpec, $"{Finding.Join(node.SpecFindings)} That is left out of use; the node is a peer all the same.");
        }

        return new(VerdictReason.Accepted, "The node is a peer of the other accepted nodes of its segment.");
    }

    private static NodePlan PlanFor(NodeExamination node, NodeVerdict verdict, string segment, MeshOutline outline, NodePlan? standing)
    {
        // A node whose daemon has not reported its key, or reports none for a while, keeps the peers of the segment it is in. One
        // without a segment is told of nobody yet, so that the growth of a mesh is not written to nodes that wait for their
        // daemon; and one that was refused must not reach anybody.
        var told = new NodeAssignment(string.Empty, segment, [], node.Node.Settings);
        return new NodePlan(node.Node.Name, verdict, Assign(
            segment.Length > 0 && (verdict.IsPeer || verdict.Reason == VerdictReason.Pending) ? outline.Assign(told, node.Node, standing?.Assignment) : told,
            standing));
    }

    private static NodeAssignment Assign(NodeAssignment wanted, NodePlan? standing)
    {
        // The interval depends on the size of the mesh. Were it followed at once, every 200th join would be written to all.
        if (standing?.Assignment is { } before
            && before.Settings.HeartbeatInterval is var interval && interval != wanted.Settings.HeartbeatInterval
            && interval <= wanted.Settings.HeartbeatInterval * IntervalTolerance && interval * IntervalTolerance >= wanted.Settings.HeartbeatInterval)
        {
            NodeAssignment kept = wanted with { Revision = before.Revision, Settings = wanted.Settings with { HeartbeatInterval = interval } };
            if (AssignmentRevision.Of(kept) == before.Revision)
            {
                return kept;
            }
        }

        return wanted with { Revision = AssignmentRevision.Of(wanted) };
    }
}
