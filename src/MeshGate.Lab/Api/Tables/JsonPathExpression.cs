using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace MeshGate.Lab.Api.Tables;

/// <summary>
/// The part of Kubernetes' JSONPath that printer columns use: members (<c>.a</c>, <c>['a']</c>, <c>\.</c> for a dot in a name), items
/// (<c>[0]</c>, <c>[-1]</c>, <c>[*]</c>) and filters (<c>[?(@.type=="Ready")]</c>, also with <c>!=</c> or without a value).
/// </summary>
public sealed class JsonPathExpression
{
    private const int MaximumSteps = 32;

    private readonly ImmutableArray<JsonPathStep> _steps;

    private JsonPathExpression(ImmutableArray<JsonPathStep> steps) => _steps = steps;

    /// <summary>Reads a path.</summary>
    /// <returns>The path, or null if it is malformed or uses more than the part described.</returns>
    public static JsonPathExpression? TryParse(string text)
    {
        var steps = ImmutableArray.CreateBuilder<JsonPathStep>();
        int position = text.StartsWith('$') || text.StartsWith('@') ? 1 : 0;
        while (position < text.Length && steps.Count < MaximumSteps)
        {
            JsonPathStep? step = text[position] switch
            {
                '.' => ReadMember(text, ref position),
                '[' => ReadBracket(text, ref position),
                _ => null,
            };
            if (step is null)
            {
                return null;
            }

            steps.Add(step);
        }

        return position == text.Length ? new JsonPathExpression(steps.ToImmutable()) : null;
    }

    /// <summary>The values that the path leads to.</summary>
    public IEnumerable<JsonNode?> Find(JsonNode? root)
    {
        IEnumerable<JsonNode?> nodes = [root];
        foreach (JsonPathStep step in _steps)
        {
            nodes = nodes.SelectMany(step.From);
        }

        return nodes;
    }

    private static JsonPathStep? ReadMember(string text, ref int position)
    {
        var name = new StringBuilder();
        for (position++; position < text.Length && text[position] is not ('.' or '['); position++)
        {
            if (text[position] == '\\' && position + 1 < text.Length)
            {
                position++;
            }

            name.Append(text[position]);
        }

        return name.ToString() switch { "" => null, "*" => new JsonPathStep.Every(), var member => new JsonPathStep.Member(member) };
    }

    private static JsonPathStep? ReadBracket(string text, ref int position)
    {
        int end = FindClosing(text, position + 1);
        if (end < 0)
        {
            return null;
        }

        string inner = text[(position + 1)..end].Trim();
        position = end + 1;
        return inner switch
        {
            "*" => new JsonPathStep.Every(),
            ['?', '(', .. var condition, ')'] => ReadFilter(condition),
            ['\'', .. var name, '\''] => new JsonPathStep.Member(name),
            ['"', .. var name, '"'] => new JsonPathStep.Member(name),
            _ => int.TryParse(inner, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int index) ? new JsonPathStep.Item(index) : null,
        };
    }

    private static JsonPathStep.Filter? ReadFilter(string condition)
    {
        bool isNegated = condition.Contains("!=", StringComparison.Ordinal);
        string[] sides = condition.Split(isNegated ? "!=" : "==", 2, StringSplitOptions.TrimEntries);
        JsonPathExpression? path = sides[0].StartsWith('@') ? TryParse(sides[0]) : null;
        string? value = sides.Length < 2 ? null : sides[1] is ['"' or '\'', .. var quoted, '"' or '\''] ? quoted : sides[1];
        return path is null ? null : new JsonPathStep.Filter(path, value, isNegated);
    }

    // Brackets in quotes, and those of a path within a filter, close nothing.
    private static int FindClosing(string text, int position)
    {
        char quote = '\0';
        int depth = 0;
        for (; position < text.Length; position++)
        {
            char c = text[position];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'')
            {
                quote = c;
            }
            else if (c == '[')
            {
                depth++;
            }
            else if (c == ']' && depth-- == 0)
            {
                return position;
            }
        }

        return -1;
    }
}
