namespace MeshGate.Lab.Swarm.Reporting;

/// <summary>The sizes of MeshNodes as they go over the wire, in bytes.</summary>
/// <param name="Largest">The largest that any ever was.</param>
/// <param name="LargestNode">Which one.</param>
/// <param name="Mean">The mean when the mesh stood.</param>
/// <param name="LargestAssignment">The largest assignment in one.</param>
/// <param name="LargestReport">The largest report of a daemon in one.</param>
public sealed record SizeFigures(int Largest, string? LargestNode, double Mean, int LargestAssignment, int LargestReport);
