namespace MeshGate.Core.Topology;

/// <summary>What a plan says about one node.</summary>
/// <param name="Name">The node.</param>
/// <param name="Verdict">The judgement of it.</param>
/// <param name="Assignment">Its orders. One that is nobody's peer because it was refused or leaves has no members.</param>
public sealed record NodePlan(string Name, NodeVerdict Verdict, NodeAssignment Assignment);
