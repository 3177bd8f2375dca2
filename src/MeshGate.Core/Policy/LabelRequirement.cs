using System.Collections.Immutable;

namespace MeshGate.Core.Policy;

/// <summary>One requirement on a label.</summary>
/// <param name="Key">The label's key.</param>
/// <param name="Operator">How it is met.</param>
/// <param name="Values">The values that <see cref="LabelOperator.In"/> and <see cref="LabelOperator.NotIn"/> compare with; empty otherwise.</param>
public sealed record LabelRequirement(string Key, LabelOperator Operator, ImmutableArray<string> Values)
{
    /// <summary>Whether a node with these labels meets it.</summary>
    public bool IsMetBy(IReadOnlyDictionary<string, string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        bool isThere = labels.TryGetValue(Key, out string? value);
        return Operator switch
        {
            LabelOperator.In => isThere && Values.Contains(value!),
            LabelOperator.NotIn => !isThere || !Values.Contains(value!),
            LabelOperator.Exists => isThere,
            LabelOperator.DoesNotExist => !isThere,
            _ => false,
        };
    }
}
