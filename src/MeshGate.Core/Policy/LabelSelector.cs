using System.Collections.Immutable;

namespace MeshGate.Core.Policy;

/// <summary>Selects nodes by their labels: all requirements must be met; none selects every node.</summary>
/// <param name="Requirements">The requirements.</param>
public sealed record LabelSelector(ImmutableArray<LabelRequirement> Requirements)
{
    /// <summary>Selects every node.</summary>
    public static LabelSelector Everything { get; } = new([]);

    /// <summary>Whether a node with these labels is selected.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels) => Requirements.All(requirement => requirement.IsMetBy(labels));
}
