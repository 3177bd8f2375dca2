using System.Collections.Immutable;
using MeshGate.Core.Addressing;
using MeshGate.Core.Paths;
using MeshGate.Core.Policy;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Kubernetes.Snapshots;

/// <summary>A mesh as its MeshNodes show it to a reader: the nodes, the plan in force, and what the daemons report of their paths.</summary>
/// <param name="Nodes">The nodes, ordered by name, without what only the operator knows.</param>
/// <param name="Plan">The plan read back from the assignments, with the operator's judgement of each node.</param>
/// <param name="Reports">What the daemons report, ordered by node and peer.</param>
public sealed record MeshReading(ImmutableArray<MeshNodeSnapshot> Nodes, MeshPlan Plan, ImmutableArray<PathReport> Reports)
{
    private const string Applying = "Applying";

    /// <summary>Reads MeshNodes, given in any order.</summary>
    public static MeshReading Of(IEnumerable<MeshNode> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        MeshNode[] sorted = [.. nodes.OrderBy(node => node.Metadata.Name, StringComparer.Ordinal)];
        return new MeshReading(
            [.. sorted.Select(SnapshotOf)],
            new MeshPlan([.. sorted.Select(PlanOf)]),
            [.. sorted.SelectMany(node => ReportsOf(node, sorted))]);
    }

    private static MeshNodeSnapshot SnapshotOf(MeshNode node) => new()
    {
        Name = node.Metadata.Name,
        Created = new CreationOrder(node.Metadata.CreationTimestamp ?? DateTime.MaxValue, node.Metadata.Uid ?? string.Empty),
        PublicKey = node.Status?.Agent?.PublicKey,
        Place = NodeFacts.PlaceOf(node),
        Weight = NodeFacts.WeightOf(node),
        Drain = node.Spec?.Drain ?? false,
        Load = NodeFacts.LoadOf(node),
        Measurements = NodeFacts.MeasurementsOf(node),
        IsOnline = Find(node, "Online")?.Status != "False",
        Relay = NodeFacts.RelayOf(node),
        Settings = new NodeSettings
        {
            NatTraversal = new NatTraversalBlock
            {
                TurnServers = [.. (node.Status?.Assignment?.TurnServers ?? []).Select(server => new TurnServer(server?.Address ?? string.Empty, string.Empty, string.Empty))],
            },
        },
    };

    private static NodePlan PlanOf(MeshNode node)
    {
        NodeAssignment assignment = AssignmentReader.Read(node.Status?.Assignment ?? new MeshNodeAssignment());
        Condition? ready = Find(node, "Ready");
        string message = ready?.Message is { Length: > 0 } said ? said : "The operator has not looked at the node yet.";
        VerdictReason reason = ready?.Reason == Applying ? VerdictReason.Accepted
            : Enum.TryParse(ready?.Reason, out VerdictReason known) && Enum.IsDefined(known) ? known
            : VerdictReason.Pending;
        var verdict = new NodeVerdict(reason, message);
        return new NodePlan(
            node.Metadata.Name,
            verdict.IsPeer && assignment.Segment.Length == 0 ? new NodeVerdict(VerdictReason.Pending, "The operator has not given it a segment yet.") : verdict,
            assignment);
    }

    private static IEnumerable<PathReport> ReportsOf(MeshNode node, MeshNode[] all) => (node.Status?.Agent?.Peers ?? [])
        .Where(peer => peer is not null)
        .OrderBy(peer => peer.Name, StringComparer.Ordinal)
        .Select(peer => new PathReport(node.Metadata.Name, peer.Name)
        {
            Kind = peer.Path switch
            {
                PeerPath.Direct => PathKind.Direct,
                PeerPath.Relay => PathKind.Relay,
                PeerPath.Turn => PathKind.Turn,
                _ => null,
            },
            IsAsleep = peer.Path == PeerPath.Asleep,
            Relay = peer.Path == PeerPath.Relay ? peer.Via ?? RelayAt(peer.Endpoint, all) : null,
            RttMilliseconds = peer.RttMilliseconds,
            LossPercent = peer.LossPercent,
            Reason = peer.Path == PeerPath.Asleep ? "the session sleeps, since nobody has anything to say; the first packet wakes it" : peer.Reason,
        });

    // A relayed session's endpoint is one of the relay's ports, at an address where the relay is found.
    private static string? RelayAt(string? endpoint, MeshNode[] all)
        => HostEndpoint.TryParse(endpoint, out HostEndpoint? at)
            ? all.FirstOrDefault(node => NodeFacts.RelayOf(node) is { } relay && at.Port >= relay.FirstPort && at.Port <= relay.LastPort && HostsOf(node).Contains(at.Host))?.Metadata.Name
            : null;

    private static IEnumerable<string> HostsOf(MeshNode node) => (node.Status?.Agent?.Candidates ?? [])
        .Select(candidate => candidate?.Address)
        .Append(node.Spec?.Endpoint)
        .Select(text => HostEndpoint.TryParse(text, out HostEndpoint? endpoint) ? endpoint.Host : null)
        .OfType<string>();

    private static Condition? Find(MeshNode node, string type) => node.Status?.Conditions?.FirstOrDefault(condition => condition?.Type == type);
}
