using System.Collections.Immutable;
using MeshGate.Core.Addressing;
using MeshGate.Core.Validation;

namespace MeshGate.Core.Topology;

/// <summary>
/// Decides who peers with whom: nodes fill segments in the order in which they join, and within a segment every node is a peer of
/// every other. A function of its arguments alone; the order of nodes in the snapshot does not matter, and equal arguments give
/// an equal plan to the byte.
/// </summary>
public static class TopologyPlanner
{
    /// <summary>
    /// How many nodes a segment has at most, whatever a policy says: as long as a segment is a full mesh, each of its nodes is
    /// told of all others, and 200 of them keep an assignment under 25 KB.
    /// </summary>
    public const int MaxSegmentNodes = 200;

    // Told a heartbeat interval, a daemon keeps it until its orders change anyway, unless it is this many times off.
    private const int IntervalTolerance = 4;

    /// <summary>Plans the mesh.</summary>
    /// <param name="snapshot">The nodes as they are.</param>
    /// <param name="previous">
    /// The plan in force, read back from the assignments, or null. It settles who keeps what two nodes claim, who keeps which
    /// segment, and which heartbeat intervals are left as they are.
    /// </param>
    public static MeshPlan Plan(MeshSnapshot snapshot, MeshPlan? previous)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ImmutableArray<NodeExamination> nodes =
        [
            .. snapshot.Nodes
                .OrderBy(node => node.Created)
                .ThenBy(node => node.Name, StringComparer.Ordinal)
                .Select(node => NodeExamination.Of(node, snapshot.Network)),
        ];

        var claims = new ClaimRegister(nodes, previous);
        var verdicts = nodes.ToDictionary(node => node.Node.Name, node => Judge(node, claims), StringComparer.Ordinal);
        var standing = (previous?.Nodes ?? []).ToDictionary(node => node.Name, StringComparer.Ordinal);
        var segments = new SegmentRegister(nodes, node => verdicts[node.Node.Name].IsPeer, standing);

        ImmutableArray<NodeExamination> byName = [.. nodes.OrderBy(node => node.Node.Name, StringComparer.Ordinal)];
        ILookup<string, PlanMember> peers = byName
            .Where(node => verdicts[node.Node.Name].IsPeer)
            .ToLookup(node => segments.Of(node.Node.Name), node => new PlanMember(node.Node.Name, node.PublicKey!, node.Addresses), StringComparer.Ordinal);

        ILookup<string, RelayChoice.Option> relays = byName
            .Where(node => verdicts[node.Node.Name].IsPeer && node.Node.Relay is not null)
            .ToLookup(
                node => segments.Of(node.Node.Name),
                node => new RelayChoice.Option(new PlanMember(node.Node.Name, node.PublicKey!, node.Addresses), node.Node.Relay!, node.Node.IsOnline),
                StringComparer.Ordinal);

        return new MeshPlan([.. byName.Select(node => PlanFor(node, verdicts[node.Node.Name], segments, peers, relays, standing.GetValueOrDefault(node.Node.Name)))]);
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

        return new(VerdictReason.Accepted, "The node is a peer of every other accepted node of its segment.");
    }

    private static NodePlan PlanFor(NodeExamination node, NodeVerdict verdict, SegmentRegister segments, ILookup<string, PlanMember> peers, ILookup<string, RelayChoice.Option> relays, NodePlan? standing)
    {
        // A node whose daemon has not reported its key, or reports none for a while, keeps the peers of the segment it is in. One
        // without a segment is told of nobody yet, so that the growth of a mesh is not written to nodes that wait for their
        // daemon; and one that was refused must not reach anybody.
        string segment = segments.Of(node.Node.Name);
        bool knowsPeers = segment.Length > 0 && (verdict.IsPeer || verdict.Reason == VerdictReason.Pending);
        ImmutableArray<PlanMember> members = knowsPeers ? [.. peers[segment].Where(peer => peer.Name != node.Node.Name)] : [];
        var wanted = new NodeAssignment(string.Empty, segment, members, node.Node.Settings)
        {
            Relays = knowsPeers && node.Node.Settings.NatTraversal.Relay ? RelayChoice.For(node.Node.Name, relays[segment]) : [],
            Serves = knowsPeers && node.Node.Relay is { } relay ? new PlanRelayService(segment, relay.FirstPort, relay.LastPort) : null,
        };
        return new NodePlan(node.Node.Name, verdict, Assign(wanted, standing));
    }

    private static NodeAssignment Assign(NodeAssignment wanted, NodePlan? standing)
    {
        // The interval depends on the size of the mesh. Were it followed at once, every 200th join would be written to all.
        if (standing?.Assignment is { } before
            && before.Settings.HeartbeatInterval is var interval && interval != wanted.Settings.HeartbeatInterval
            && interval <= wanted.Settings.HeartbeatInterval * IntervalTolerance && interval * IntervalTolerance >= wanted.Settings.HeartbeatInterval)
        {
            NodeAssignment kept = wanted with { Revision = before.Revision, Settings = wanted.Settings with { HeartbeatInterval = interval } };
            if (Revision(kept) == before.Revision)
            {
                return kept;
            }
        }

        return wanted with { Revision = Revision(wanted) };
    }

    private static string Revision(NodeAssignment assignment)
        => AssignmentRevision.Of(assignment.Segment, assignment.Members, assignment.Settings, assignment.Relays, assignment.Serves);
}
