namespace MeshGate.Core.Validation;

/// <summary>Something wrong with one member of one object.</summary>
/// <param name="Field">The member, such as <c>spec.heartbeat.timeout</c>.</param>
/// <param name="Message">What is wrong, for a person; begins in lower case and has no full stop.</param>
public sealed record Finding(string Field, string Message)
{
    private const int LongestQuote = 60;
    private const int MostShown = 10;

    /// <summary>The rule of the schema that says the same; null where only the operator can tell.</summary>
    public SchemaRule? Rule { get; init; }

    /// <summary>The offending value, or null where there is none to quote.</summary>
    public string? Value { get; init; }

    /// <summary>Field and message in one, with the value.</summary>
    public override string ToString() => Value is null ? $"{Field}: {Message}" : $"{Field}: {Message}, not '{Quoted(Value)}'";

    /// <summary>Findings as sentences of one text; of many the first, so that a condition can hold it.</summary>
    public static string Join(IEnumerable<Finding> findings)
    {
        string[] sentences = [.. findings.Select(finding => $"{finding}.")];
        string text = string.Join(' ', sentences.Take(MostShown));
        return sentences.Length <= MostShown ? text : $"{text} And {sentences.Length - MostShown} more.";
    }

    /// <summary>A value short enough for a message.</summary>
    public static string Quoted(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= LongestQuote ? text : text[..LongestQuote] + "…";
    }
}
