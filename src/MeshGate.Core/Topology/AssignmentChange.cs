namespace MeshGate.Core.Topology;

/// <summary>The assignment of one node, planned anew.</summary>
/// <param name="Name">The node.</param>
/// <param name="At">Its position when the mesh was planned before, or where it would have been, complemented.</param>
/// <param name="Plan">What is planned for it; null where it is gone.</param>
/// <param name="Changed">Its name where its assignment is another than in the plan in force, else null.</param>
internal readonly record struct AssignmentChange(string Name, int At, NodePlan? Plan, string? Changed);
