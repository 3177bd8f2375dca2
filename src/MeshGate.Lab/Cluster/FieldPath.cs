using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MeshGate.Lab.Cluster;

/// <summary>
/// A path into an object: names joined by dots, <c>[0]</c> for an element, <c>[type=Ready]</c> or <c>[?(@.type=="Ready")]</c>
/// for the first element with such a field, <c>['a.b']</c> for a name with dots. A line of a report is read as an object: its first
/// word is its <c>name</c>, and <c>key=value</c> words are its fields, of which <c>reason</c> goes to the line's end.
/// </summary>
public sealed partial class FieldPath
{
    private readonly string _text;
    private readonly IReadOnlyList<Func<JsonNode, JsonNode?>> _steps;

    private FieldPath(string text, IReadOnlyList<Func<JsonNode, JsonNode?>> steps)
    {
        _text = text;
        _steps = steps;
    }

    /// <summary>Reads a path.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out FieldPath? path)
    {
        ArgumentNullException.ThrowIfNull(text);
        path = null;
        var rest = text.TrimStart('{').TrimEnd('}').TrimStart('.');
        var steps = new List<Func<JsonNode, JsonNode?>>();
        while (rest.Length > 0 && text.Length <= 512)
        {
            var match = Step().Match(rest);
            if (!match.Success)
            {
                return false;
            }

            steps.Add(Make(match));
            rest = rest[match.Length..];
        }

        path = steps.Count > 0 ? new FieldPath(text, steps) : null;
        return path is not null;
    }

    /// <summary>The value at the path; null when there is none.</summary>
    public JsonNode? Find(JsonNode? root)
    {
        foreach (var step in _steps)
        {
            root = root is null ? null : step(root);
        }

        return root;
    }

    /// <summary>A value as a text to compare: texts without quotes, everything else as JSON.</summary>
    public static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : node?.ToJsonString();

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static Func<JsonNode, JsonNode?> Make(Match match)
    {
        if (match.Groups["index"].Success)
        {
            var index = int.Parse(match.Groups["index"].ValueSpan, CultureInfo.InvariantCulture);
            return n => n is JsonArray array && index < array.Count ? array[index] : null;
        }

        if (match.Groups["key"].Success)
        {
            var key = match.Groups["key"].Value;
            var value = match.Groups["value"].Value;
            return n => (n as JsonArray)?.FirstOrDefault(e => Text(Field(e, key)) == value);
        }

        var name = match.Groups["quoted"].Success ? match.Groups["quoted"].Value : match.Groups["name"].Value;
        return n => Field(n, name);
    }

    private static JsonNode? Field(JsonNode? node, string name) => node switch
    {
        JsonObject fields => fields[name],
        JsonValue line when line.TryGetValue<string>(out var text) => LineField(text, name),
        _ => null,
    };

    private static string? LineField(string line, string name)
    {
        if (name == "name")
        {
            return line.Split(' ')[0];
        }

        var start = $" {name}=";
        var at = line.IndexOf(start, StringComparison.Ordinal);
        var value = at < 0 ? null : line[(at + start.Length)..];
        return name == "reason" ? value : value?.Split(' ')[0];
    }

    [GeneratedRegex(
        """^(?:\.?(?<name>[A-Za-z0-9_/-]+)|\[(?<index>\d{1,6})\]|\['(?<quoted>[^']+)'\]|\[\?\(@\.(?<key>[A-Za-z0-9]+)\s*==\s*['"](?<value>[^'"]*)['"]\)\]|\[(?<key>[A-Za-z0-9]+)=(?<value>[^\]]*)\])""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Step();
}
