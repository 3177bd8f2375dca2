using System.Collections.Immutable;

namespace MeshGate.Core.Failover;

/// <summary>The outcome of one step.</summary>
public sealed record FailoverStep(FailoverState State, ImmutableArray<FailoverEffect> Effects);
