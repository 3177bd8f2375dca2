using System.Collections.Immutable;

namespace MeshGate.Traversal.Relays;

/// <summary>The outcome of one step: the next state and what is to be done, in order.</summary>
public sealed record RelayLinksStep(RelayLinksState State, ImmutableArray<RelayLinksEffect> Effects);
