using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MeshGate.Lab.Api.Json;

namespace MeshGate.Chart.Tests.Settings;

/// <summary>The table of the chart's README: every value with its default and the comment that begins with "--" above it.</summary>
internal static partial class ValuesTable
{
    private const string Begin = "<!-- values -->\n";
    private const string End = "<!-- end -->\n";

    /// <summary>The README with the table brought up to date.</summary>
    public static string Update(string readme, string values)
    {
        var begin = readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = readme.IndexOf(End, begin, StringComparison.Ordinal);
        return begin < Begin.Length || end < 0 ? throw new InvalidDataException("the README has no place for the table") : readme[..begin] + Write(values) + readme[end..];
    }

    /// <summary>The values without a description: those that are neither described nor lead to others that are.</summary>
    public static IReadOnlyList<string> Undescribed(string values)
    {
        var described = Descriptions(values).Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal);
        return [.. Leaves(YamlTree.ParseAll(values)[0], string.Empty).Where(leaf => !Prefixes(leaf).Any(described.Contains))];
    }

    private static string Write(string values)
    {
        var tree = YamlTree.ParseAll(values)[0];
        var table = new StringBuilder("| value | what it does | default |\n|---|---|---|\n");
        foreach (var (path, text) in Descriptions(values))
        {
            var value = path.Split('.').Aggregate((JsonNode?)tree, (node, name) => node![name]);
            table.Append($"| `{path}` | {text.Replace("|", "\\|", StringComparison.Ordinal)} | `{value?.ToJsonString(Plain)}` |\n");
        }

        return table.ToString();
    }

    private static System.Text.Json.JsonSerializerOptions Plain { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static IEnumerable<(string Path, string Text)> Descriptions(string values)
    {
        var path = new List<string>();
        string? text = null;
        foreach (var line in values.Split('\n'))
        {
            if (Comment().Match(line) is { Success: true } comment)
            {
                text = comment.Groups["text"].Value;
            }
            else if (Key().Match(line) is { Success: true } key)
            {
                var depth = key.Groups["indent"].Length / 2;
                path.RemoveRange(Math.Min(depth, path.Count), Math.Max(0, path.Count - depth));
                path.Add(key.Groups["name"].Value);
                if (text is not null)
                {
                    yield return (string.Join('.', path), text);
                }

                text = null;
            }
        }
    }

    private static IEnumerable<string> Leaves(JsonNode? node, string path)
        => node is JsonObject { Count: > 0 } map ? map.SelectMany(entry => Leaves(entry.Value, path.Length == 0 ? entry.Key : $"{path}.{entry.Key}")) : [path];

    private static IEnumerable<string> Prefixes(string path)
    {
        for (var dot = path.Length; dot > 0; dot = path.LastIndexOf('.', dot - 1))
        {
            yield return path[..dot];
        }
    }

    [GeneratedRegex("^ *# -- (?<text>.+)$")]
    private static partial Regex Comment();

    [GeneratedRegex("^(?<indent>(  )*)(?<name>[A-Za-z]+):( |$)")]
    private static partial Regex Key();
}
