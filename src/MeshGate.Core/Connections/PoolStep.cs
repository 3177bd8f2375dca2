using System.Collections.Immutable;

namespace MeshGate.Core.Connections;

/// <summary>The outcome of one step.</summary>
public readonly record struct PoolStep(PoolState State, ImmutableArray<PoolEffect> Effects);
