using System.Collections.Immutable;
using System.Globalization;
using MeshGate.Core.Addressing;
using MeshGate.Core.Validation;

namespace MeshGate.Core.Topology;

/// <summary>
/// Decides who peers with whom: every accepted node with every other. A function of its arguments alone; the order of nodes in
/// the snapshot does not matter, and equal arguments give an equal plan to the byte.
/// </summary>
public static class TopologyPlanner
{
    /// <summary>How many peers a node is told of at most, which keeps an assignment under 25 KB.</summary>
    public const int MaxMembers = 200;

    private const int Seats = MaxMembers + 1;

    /// <summary>Plans the mesh.</summary>
    /// <param name="snapshot">The nodes as they are.</param>
    /// <param name="previous">
    /// The plan in force, read back from the assignments, or null. It settles only who keeps what two nodes claim, and who keeps
    /// a seat in a mesh that is full.
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
        RefuseBeyondSeats(nodes, verdicts, previous);

        ImmutableArray<NodeExamination> byName = [.. nodes.OrderBy(node => node.Node.Name, StringComparer.Ordinal)];
        ImmutableArray<PlanMember> peers =
        [
            .. byName
                .Where(node => verdicts[node.Node.Name].IsPeer)
                .Select(node => new PlanMember(node.Node.Name, node.PublicKey!, node.Addresses)),
        ];

        return new MeshPlan([.. byName.Select(node => PlanFor(node, verdicts[node.Node.Name], peers))]);
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

        return new(VerdictReason.Accepted, "The node is a peer of every other accepted node.");
    }

    private static void RefuseBeyondSeats(ImmutableArray<NodeExamination> nodes, Dictionary<string, NodeVerdict> verdicts, MeshPlan? previous)
    {
        string[] peers = [.. nodes.Select(node => node.Node.Name).Where(name => verdicts[name].IsPeer)];
        if (peers.Length <= Seats)
        {
            return;
        }

        HashSet<string> seated = previous is null
            ? []
            : previous.Nodes.SelectMany(node => node.Assignment.Members.Select(member => member.Name)).ToHashSet(StringComparer.Ordinal);
        string message = string.Create(CultureInfo.InvariantCulture, $"The mesh has {Seats} members, the most it can have. Remove nodes that are no longer used.");
        foreach (string name in peers.OrderByDescending(seated.Contains).Skip(Seats))
        {
            verdicts[name] = new(VerdictReason.MeshFull, message);
        }
    }

    private static NodePlan PlanFor(NodeExamination node, NodeVerdict verdict, ImmutableArray<PlanMember> peers)
    {
        // A node that only lacks its key learns its peers beforehand; one that was refused must not reach them.
        bool knowsPeers = verdict.IsPeer
            || (verdict.Reason == VerdictReason.Pending && !node.Addresses.IsEmpty && peers.Length <= MaxMembers);
        ImmutableArray<PlanMember> members = knowsPeers ? [.. peers.Where(peer => peer.Name != node.Node.Name)] : [];
        NodeSettings settings = node.Node.Settings;
        return new NodePlan(node.Node.Name, verdict, new NodeAssignment(AssignmentRevision.Of(members, settings), members, settings));
    }
}
