using MeshGate.Core.Policy;

namespace MeshGate.Core.Topology.Segments;

/// <summary>
/// What a segment is like. Each node's policy wants something; the segment follows what most of its nodes want, and among equals
/// the oldest of them, so that one node with a policy of its own does not turn a hundred others over.
/// </summary>
/// <param name="Type">Who peers with whom in it.</param>
/// <param name="Limit">The most nodes of it.</param>
internal readonly record struct SegmentForm(TopologyType Type, int Limit)
{
    /// <summary>What one node wants.</summary>
    public static SegmentForm Of(TopologyBlock settings)
    {
        // Only a Hybrid segment does without telling each node of all others.
        int most = settings.Type == TopologyType.Hybrid ? TopologyPlanner.MaxSegmentNodes : TopologyPlanner.MaxMembers;
        return new SegmentForm(settings.Type, settings.AutoSegmentation ? Math.Clamp(settings.MaxNodesPerSegment, 1, most) : most);
    }

    /// <summary>What most nodes of a segment want.</summary>
    /// <param name="nodes">The nodes, in any order; at least one.</param>
    public static SegmentForm OfMost(IReadOnlyCollection<NodeEntry> nodes)
    {
        SegmentForm first = nodes.First().Examined.Form;
        return nodes.All(node => node.Examined.Form == first)
            ? first
            : nodes.Order(Comparer<NodeEntry>.Create(NodeEntry.CompareAges)).CountBy(node => node.Examined.Form).MaxBy(wish => wish.Value).Key;
    }
}
