using System.Collections.Immutable;

namespace MeshGate.Core.Policy;

/// <summary>What becomes of one policy over all nodes.</summary>
/// <param name="Matched">How many nodes it selects.</param>
/// <param name="Applied">How many nodes take at least one block from it.</param>
/// <param name="Conflicts">Where policies of the same priority win, ordered by their names.</param>
public sealed record PolicyUse(int Matched, int Applied, ImmutableArray<PolicyConflict> Conflicts)
{
    private const int NamesShown = 3;
    private const int ConflictsShown = 5;

    /// <summary>Names of the nodes that take their topology from it.</summary>
    public IReadOnlySet<string> Shaped { get; init; } = new HashSet<string>();

    /// <summary>How many nodes at least one conflict is about.</summary>
    public int Conflicting => Conflicts.SelectMany(conflict => conflict.Nodes).Distinct(StringComparer.Ordinal).Count();

    /// <summary>The conflicts for a person.</summary>
    public string Message => Conflicts.IsEmpty
        ? "No policy of the same priority gives the same block to the same node."
        : string.Join(' ', Conflicts.Take(ConflictsShown).Select(Describe)) + " Give one of the policies another priority.";

    private static string Describe(PolicyConflict conflict)
    {
        IEnumerable<string> blocks = Enum.GetValues<PolicyBlock>()
            .Where(block => block != PolicyBlock.None && conflict.Blocks.HasFlag(block))
            .Select(block => "spec." + char.ToLowerInvariant(block.ToString()[0]) + block.ToString()[1..]);
        string names = string.Join(", ", conflict.Nodes.Take(NamesShown)) + (conflict.Nodes.Length > NamesShown ? ", …" : string.Empty);
        return $"MeshPolicy {conflict.Winner} has the same priority and wins {string.Join(", ", blocks)} on {conflict.Nodes.Length} nodes ({names}): it is older, or first by name.";
    }
}
