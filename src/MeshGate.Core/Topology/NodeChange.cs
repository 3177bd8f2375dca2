namespace MeshGate.Core.Topology;

/// <summary>A node of which something is another than when the mesh was planned before.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Old">What was known of it; null where it is new.</param>
/// <param name="New">What is known of it now; null where it is gone.</param>
internal readonly record struct NodeChange(string Name, NodeEntry? Old, NodeEntry? New);
