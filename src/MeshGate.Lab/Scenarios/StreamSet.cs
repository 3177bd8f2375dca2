namespace MeshGate.Lab.Scenarios;

/// <summary>The streams that a step means: one, several, or all that the scenario declares.</summary>
/// <param name="Names">Their names, at least one.</param>
/// <param name="IsAll">Whether the scenario says <c>all</c>.</param>
public sealed record StreamSet(IReadOnlyList<string> Names, bool IsAll = false)
{
    /// <summary>The set in words.</summary>
    public override string ToString() => IsAll ? "all" : string.Join(", ", Names);
}
