using System.Collections.Immutable;

namespace MeshGate.Traversal.Relays;

/// <summary>The outcome of one step: the next state and what is to be done, in order.</summary>
public sealed record RelayTableStep(RelayTableState State, ImmutableArray<RelayTableEffect> Effects);
