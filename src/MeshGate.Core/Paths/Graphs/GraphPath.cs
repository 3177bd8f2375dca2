using System.Collections.Immutable;

namespace MeshGate.Core.Paths.Graphs;

/// <summary>A way through a graph; no node is twice on it.</summary>
/// <param name="Nodes">The nodes from end to end.</param>
/// <param name="Cost">What its links cost together.</param>
public sealed record GraphPath(ImmutableArray<int> Nodes, double Cost)
{
    /// <summary>The nodes between the ends.</summary>
    public ImmutableArray<int> Inner => Nodes[1..^1];
}
