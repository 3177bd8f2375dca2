using System.Collections.Immutable;

namespace MeshGate.Traversal.Relays;

/// <summary>The outcome of one step: the next state and what is to be done, in order.</summary>
public sealed record RelayClientStep(RelayClientState State, ImmutableArray<RelayClientEffect> Effects);
