using System.Collections.Immutable;

namespace MeshGate.Core.Paths;

/// <summary>Why two nodes speak the way they do.</summary>
/// <param name="Chosen">The path in use; of two that do not speak now the one that is tried first. Null where there is none.</param>
/// <param name="Reason">Why, in sentences.</param>
/// <param name="Alternatives">All others: those that the plan has in the order in which they are tried, then those that cannot be used.</param>
public sealed record PathExplanation(MeshPath? Chosen, string Reason, ImmutableArray<RejectedPath> Alternatives)
{
    /// <summary>Whether a daemon reports that the path chosen carries the session.</summary>
    public bool IsInUse { get; init; }
}
