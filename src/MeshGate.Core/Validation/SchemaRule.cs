namespace MeshGate.Core.Validation;

/// <summary>
/// A rule that the schema of a custom resource has in CEL and the operator in code, because an API server before 1.25 drops rules
/// from schemas without a word.
/// </summary>
/// <param name="Kind">The custom resource.</param>
/// <param name="Path">The member it speaks of, without positions in lists: <c>spec.backupPaths.relays</c>.</param>
/// <param name="Message">What is said of an object that breaks it.</param>
public sealed record SchemaRule(string Kind, string Path, string Message)
{
    /// <summary>The finding for an object that breaks the rule.</summary>
    public Finding Broken() => new(Path, Message) { Rule = this };

    /// <summary>The finding for an object that breaks the rule at a position in a list, or by a value worth quoting.</summary>
    /// <param name="field">The member with positions, or null for <see cref="Path"/>.</param>
    /// <param name="value">The offending value, or null.</param>
    public Finding Broken(string? field, string? value = null) => new(field ?? Path, Message) { Rule = this, Value = value };
}
