using System.Collections.Frozen;

namespace MeshGate.Lab.Api.Selecting;

/// <summary>One requirement of a label selector.</summary>
/// <param name="Key">The label.</param>
/// <param name="Values">The values that count; null if the label need only exist.</param>
/// <param name="IsNegated">Whether objects that match are left out.</param>
public sealed record LabelRequirement(string Key, FrozenSet<string>? Values, bool IsNegated)
{
    /// <summary>Whether an object with these labels is selected; a label that is missing differs from every value.</summary>
    public bool Matches(FrozenDictionary<string, string> labels)
    {
        bool holds = labels.TryGetValue(Key, out string? value) && Values?.Contains(value) != false;
        return holds != IsNegated;
    }
}
