using System.Collections.Immutable;

namespace MeshGate.Core.Paths;

/// <summary>Why two nodes speak the way they do.</summary>
/// <param name="Chosen">The path that is tried first; null where there is none.</param>
/// <param name="Reason">Why, as one sentence.</param>
/// <param name="Alternatives">All others: those that stand by in the order in which they are tried, then those that cannot be used.</param>
public sealed record PathExplanation(MeshPath? Chosen, string Reason, ImmutableArray<RejectedPath> Alternatives);
