using System.Text.Json.Serialization;

namespace MeshGate.Page.Picture;

/// <summary>Something that happened between two pictures.</summary>
/// <param name="At">When the page's server saw it, by its own clock.</param>
/// <param name="Kind">What it was.</param>
/// <param name="Text">It, in a sentence.</param>
public sealed record Happening(
    DateTimeOffset At,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] HappeningKind Kind,
    string Text)
{
    /// <summary>The node that it happened to, or the first of the two; null where it was neither.</summary>
    public string? One { get; init; }

    /// <summary>The second node, where it happened to a pair.</summary>
    public string? Other { get; init; }
}
