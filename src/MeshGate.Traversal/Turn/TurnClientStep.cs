using System.Collections.Immutable;

namespace MeshGate.Traversal.Turn;

/// <summary>The outcome of one step: the next state and what is to be done, in order.</summary>
public sealed record TurnClientStep(TurnClientState State, ImmutableArray<TurnClientEffect> Effects);
