using System.Collections.Immutable;

namespace MeshGate.Core.Policy;

/// <summary>Another policy of the same priority gives a block to nodes that this one gives it too, and wins by its age or name.</summary>
/// <param name="Winner">The other policy.</param>
/// <param name="Blocks">The blocks that it wins for at least one node.</param>
/// <param name="Nodes">The nodes, ordered by name.</param>
public sealed record PolicyConflict(string Winner, PolicyBlock Blocks, ImmutableArray<string> Nodes);
