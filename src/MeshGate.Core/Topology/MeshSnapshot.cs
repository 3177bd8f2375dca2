using System.Collections.Immutable;
using MeshGate.Core.Addressing;

namespace MeshGate.Core.Topology;

/// <summary>Everything a plan depends on, at one moment.</summary>
/// <param name="Network">The mesh's address ranges.</param>
/// <param name="Nodes">Every node, in any order.</param>
public sealed record MeshSnapshot(MeshNetwork Network, ImmutableArray<MeshNodeSnapshot> Nodes);
