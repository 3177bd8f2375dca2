using System.Collections.Immutable;
using MeshGate.Core.Addressing;

namespace MeshGate.Core.Topology;

/// <summary>Everything a plan depends on, at one moment.</summary>
/// <param name="Network">The mesh's address ranges.</param>
/// <param name="Nodes">Every node, in any order.</param>
public sealed record MeshSnapshot(MeshNetwork Network, ImmutableArray<MeshNodeSnapshot> Nodes)
{
    /// <summary>
    /// The number of the interval in which measurements are weighed, counted by whoever plans; one plan in each interval weighs them. Null:
    /// measurements move nothing that was chosen.
    /// </summary>
    public long? Interval { get; init; }
}
