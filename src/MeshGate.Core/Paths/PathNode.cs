using MeshGate.Core.Topology;

namespace MeshGate.Core.Paths;

/// <summary>A peer as paths are found.</summary>
/// <param name="Node">The node as it is.</param>
/// <param name="Assignment">What it was told.</param>
/// <param name="Form">The form in force in its segment.</param>
internal sealed record PathNode(MeshNodeSnapshot Node, NodeAssignment Assignment, TopologyType Form)
{
    /// <summary>Its name.</summary>
    public string Name => Node.Name;

    /// <summary>Whether it may speak directly to others that may.</summary>
    public bool SpeaksDirectly => Form is TopologyType.FullMesh or TopologyType.Hybrid || Assignment.Role == TopologyRole.Hub;

    /// <summary>Whether it may relay for nodes of a segment.</summary>
    public bool Serves(string segment) => Assignment.Serves is { } service && (service.Segment.Length == 0 || service.Segment == segment);
}
