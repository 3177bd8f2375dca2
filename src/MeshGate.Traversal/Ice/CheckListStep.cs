using System.Collections.Immutable;

namespace MeshGate.Traversal.Ice;

/// <summary>The outcome of one step: the next state and what is to be done, in order.</summary>
public sealed record CheckListStep(CheckListState State, ImmutableArray<CheckListEffect> Effects);
