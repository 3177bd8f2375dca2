using MeshGate.Core.Policy;

namespace MeshGate.Core.Topology;

/// <summary>Whether the mesh has the form that a policy wants of the nodes that take their topology from it.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Message">The same for a person: which segments, why, and what would help.</param>
public sealed record TopologyFit(TopologyFitReason Reason, string Message)
{
    private const int NamesShown = 3;

    /// <summary>Compares what a policy wants with what was planned.</summary>
    /// <param name="wanted">The policy's topology.</param>
    /// <param name="takers">Names of the nodes that take their topology from it.</param>
    /// <param name="plan">Every node of the plan, in any order.</param>
    public static TopologyFit Judge(TopologyBlock wanted, IReadOnlySet<string> takers, IEnumerable<NodePlan> plan)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(takers);
        List<SegmentInForce> segments =
        [
            .. plan.Where(node => node.Assignment.Segment.Length > 0)
                .GroupBy(node => node.Assignment.Segment, StringComparer.Ordinal)
                .Select(group => new SegmentInForce(group.Key, [.. group], group.Count(node => takers.Contains(node.Name))))
                .Where(segment => segment.Takers > 0)
                .OrderBy(segment => segment.Name.Length).ThenBy(segment => segment.Name, StringComparer.Ordinal),
        ];
        if (segments.Count == 0)
        {
            return new TopologyFit(TopologyFitReason.NoNodes, "No peer takes its topology from this policy.");
        }

        int nodes = segments.Sum(segment => segment.Takers);
        List<SegmentInForce> others = segments.FindAll(segment => segment.Type != wanted.Type);
        List<SegmentInForce> own = others.FindAll(segment => segment.Takers * 2 > segment.Nodes.Length);
        if (own.Count > 0 && (wanted.Type is TopologyType.HubSpoke or TopologyType.Tree))
        {
            return new TopologyFit(
                TopologyFitReason.NoHubCanRelay,
                $"{Listed(own)} planned as Hybrid: in {wanted.Type} the hubs carry what other nodes say to each other, and no node there with the role Hub can relay. It takes one with the roles Hub and Relay and relayPorts that others reach (its condition RelayCapable).");
        }

        if (others.Count > 0)
        {
            return new TopologyFit(
                TopologyFitReason.Outvoted,
                $"{Listed(others)} planned as {others[0].Type}: a segment has the form that most of its nodes want, and they take theirs from other policies.");
        }

        List<SegmentInForce> alone = segments.Count > 1 ? segments.FindAll(segment => !segment.HasHub) : [];
        if (alone.Count > 0)
        {
            return new TopologyFit(TopologyFitReason.NoHub, $"{Listed(alone)} without a hub and so not joined to other segments: give a node there, better two, the role Hub.");
        }

        bool isDivided = segments.Count > 1 && wanted.Type != TopologyType.Hybrid;
        return isDivided && (wanted.MaxNodesPerSegment > TopologyPlanner.MaxMembers || !wanted.AutoSegmentation)
            ? new TopologyFit(
                TopologyFitReason.SegmentsLimited,
                $"{nodes} nodes in {segments.Count} segments: with {wanted.Type} a segment has at most {TopologyPlanner.MaxMembers} nodes, whatever maxNodesPerSegment and autoSegmentation say; with Hybrid up to {TopologyPlanner.MaxSegmentNodes}.")
            : new TopologyFit(TopologyFitReason.AsWanted, $"{nodes} {(nodes == 1 ? "node" : "nodes")} in {segments.Count} {(segments.Count == 1 ? "segment" : "segments")} of the form {wanted.Type}.");
    }

    private static string Listed(IEnumerable<SegmentInForce> segments)
    {
        string[] names = [.. segments.Select(segment => segment.Name)];
        string listed = names.Length <= NamesShown ? string.Join(", ", names) : $"{string.Join(", ", names.Take(NamesShown))} and {names.Length - NamesShown} more";
        return $"{listed} {(names.Length == 1 ? "is" : "are")}";
    }

    private sealed record SegmentInForce(string Name, NodePlan[] Nodes, int Takers)
    {
        public TopologyType Type { get; } = Nodes[0].Assignment.Topology;

        public bool HasHub { get; } = Nodes.Any(node => node.Assignment.Role == TopologyRole.Hub);
    }
}
