using System.Collections.Immutable;
using MeshGate.Core.Paths;
using MeshGate.Core.Topology.Segments;

namespace MeshGate.Core.Topology.Summaries;

/// <summary>A mesh as a person looks at it.</summary>
/// <param name="Segments">Its segments, ordered by number.</param>
/// <param name="Backbone">The links between hubs of different segments, ordered.</param>
/// <param name="Relayed">The pairs that speak, but not directly, ordered.</param>
/// <param name="Outside">Names of the nodes that are nobody's peer, ordered.</param>
public sealed record TopologySummary(ImmutableArray<SegmentSummary> Segments, ImmutableArray<LinkSummary> Backbone, ImmutableArray<RelayedPair> Relayed, ImmutableArray<string> Outside)
{
    /// <summary>Sums a mesh up.</summary>
    /// <param name="nodes">The nodes as they are, in any order.</param>
    /// <param name="plan">The plan for them, or what was read back of one.</param>
    /// <param name="reports">What their daemons report, in any order.</param>
    public static TopologySummary Of(ImmutableArray<MeshNodeSnapshot> nodes, MeshPlan plan, IEnumerable<PathReport> reports)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(reports);
        var snapshots = nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        Dictionary<string, NodePlan> peers = plan.Nodes.Where(node => node.Verdict.IsPeer).ToDictionary(node => node.Name, StringComparer.Ordinal);
        ILookup<string, LinkSummary> links = peers.Values
            .SelectMany(node => node.Assignment.Pinned.Where(peers.ContainsKey).Select(other => Link(node.Name, other)))
            .Distinct()
            .OrderBy(link => link.One, StringComparer.Ordinal)
            .ThenBy(link => link.Other, StringComparer.Ordinal)
            .ToLookup(link => SegmentOf(link.One) == SegmentOf(link.Other) ? SegmentOf(link.One) : string.Empty, StringComparer.Ordinal);
        return new TopologySummary(
            [
                .. peers.Values
                    .GroupBy(node => node.Assignment.Segment, StringComparer.Ordinal)
                    .OrderBy(segment => SegmentName.Parse(segment.Key))
                    .ThenBy(segment => segment.Key, StringComparer.Ordinal)
                    .Select(segment => new SegmentSummary(
                        segment.Key,
                        segment.CountBy(node => node.Assignment.Topology).OrderByDescending(form => form.Value).ThenBy(form => form.Key).First().Key,
                        [.. segment.OrderBy(node => node.Name, StringComparer.Ordinal).Select(node => Node(node, snapshots[node.Name]))],
                        [.. links[segment.Key]])),
            ],
            [.. links[string.Empty]],
            [.. Relays(reports)],
            [.. plan.Nodes.Where(node => !node.Verdict.IsPeer).Select(node => node.Name).Order(StringComparer.Ordinal)]);

        string SegmentOf(string name) => peers[name].Assignment.Segment;
    }

    private static NodeSummary Node(NodePlan plan, MeshNodeSnapshot node)
        => new(node.Name, plan.Assignment.Role == TopologyRole.Hub, node.Relay is { TakesWork: true }, node.IsOnline, node.Place.Region, node.Place.Zone);

    // Each pair once, as the end says that names its relay, else the first of the two.
    private static IEnumerable<RelayedPair> Relays(IEnumerable<PathReport> reports) => reports
        .Where(report => report.Kind is PathKind.Relay or PathKind.Turn)
        .GroupBy(report => Link(report.Node, report.Peer))
        .OrderBy(pair => pair.Key.One, StringComparer.Ordinal)
        .ThenBy(pair => pair.Key.Other, StringComparer.Ordinal)
        .Select(pair => pair.OrderBy(report => report.Relay is null).ThenBy(report => report.Node, StringComparer.Ordinal).First() is var told
            ? new RelayedPair(pair.Key.One, pair.Key.Other, told.Kind!.Value, told.Relay, told.Reason ?? pair.Select(report => report.Reason).FirstOrDefault(reason => reason is not null))
            : null!);

    private static LinkSummary Link(string one, string other) => string.CompareOrdinal(one, other) < 0 ? new LinkSummary(one, other) : new LinkSummary(other, one);
}
