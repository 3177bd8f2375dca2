using System.Collections.Immutable;

namespace MeshGate.Core.Topology;

/// <summary>The whole mesh as it is wanted.</summary>
/// <param name="Nodes">One entry for each node of the snapshot, ordered by name.</param>
public sealed record MeshPlan(ImmutableArray<NodePlan> Nodes);
