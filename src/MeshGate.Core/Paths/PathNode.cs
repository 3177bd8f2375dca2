using MeshGate.Core.Topology;

namespace MeshGate.Core.Paths;

/// <summary>A peer as paths are found.</summary>
/// <param name="Node">The node as it is.</param>
/// <param name="Assignment">What it was told.</param>
internal sealed record PathNode(MeshNodeSnapshot Node, NodeAssignment Assignment)
{
    /// <summary>Its name.</summary>
    public string Name => Node.Name;

    /// <summary>Whether it may speak directly to others that may.</summary>
    public bool SpeaksDirectly => Assignment.Topology is TopologyType.FullMesh or TopologyType.Hybrid || Assignment.Role == TopologyRole.Hub;

    /// <summary>Whether it may relay for nodes of a segment.</summary>
    public bool Serves(string segment) => Assignment.Serves is { } service && (service.Segment.Length == 0 || service.Segment == segment);
}
