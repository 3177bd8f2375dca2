namespace MeshGate.Core.Topology.Segments;

/// <summary>A node as its seat is chosen.</summary>
/// <param name="Node">The node.</param>
/// <param name="Age">Its position among all nodes, the oldest first.</param>
internal sealed record SeatedNode(MeshNodeSnapshot Node, int Age)
{
    /// <summary>Where it belongs.</summary>
    public Home Home { get; } = Node.Settings.Topology.RegionAware
        ? new Home(Node.Place.Region ?? string.Empty, Node.Place.Zone ?? string.Empty)
        : new Home(string.Empty, string.Empty);

    /// <summary>The most nodes of a segment that it wants to be in.</summary>
    public int Limit { get; } = SegmentForm.Of(Node.Settings.Topology).Limit;
}
