using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MeshGate.Kubernetes.Manifests;

/// <summary>Writes JSON trees as YAML, the same way each time: members in the order they have, long prose folded, lines kept.</summary>
internal sealed partial class YamlText
{
    private const int Width = 110;

    private readonly StringBuilder _text = new();

    private YamlText()
    {
    }

    public static string Write(params IReadOnlyList<JsonObject> documents)
    {
        var yaml = new YamlText();
        foreach (var document in documents)
        {
            yaml._text.Append("---\n");
            yaml.Mapping(document, 0, startsLine: true);
        }

        return yaml._text.ToString();
    }

    private void Mapping(JsonObject mapping, int indent, bool startsLine)
    {
        foreach (var (name, value) in mapping)
        {
            if (startsLine)
            {
                _text.Append(' ', indent);
            }

            startsLine = true;
            _text.Append(Scalar(name)).Append(':');
            Value(value, indent, name);
        }
    }

    private void Value(JsonNode? value, int indent, string? name)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } mapping:
                _text.Append('\n');
                Mapping(mapping, indent + 2, startsLine: true);
                break;
            case JsonArray { Count: > 0 } sequence:
                _text.Append('\n');
                Sequence(sequence, indent);
                break;
            case JsonValue text when text.GetValueKind() == JsonValueKind.String && name == "description" && indent + text.GetValue<string>().Length > Width:
                Fold(text.GetValue<string>(), indent + 2);
                break;
            case JsonValue text when text.GetValueKind() == JsonValueKind.String && text.GetValue<string>().Contains('\n', StringComparison.Ordinal):
                Literal(text.GetValue<string>(), indent + 2);
                break;
            default:
                _text.Append(' ').Append(Inline(value)).Append('\n');
                break;
        }
    }

    private void Sequence(JsonArray sequence, int indent)
    {
        foreach (var item in sequence)
        {
            _text.Append(' ', indent).Append('-');
            if (item is JsonObject { Count: > 0 } mapping)
            {
                _text.Append(' ');
                Mapping(mapping, indent + 2, startsLine: false);
            }
            else
            {
                Value(item, indent + 2, null);
            }
        }
    }

    private void Fold(string prose, int indent)
    {
        _text.Append(" >-");
        var column = Width;
        foreach (var word in prose.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (column + 1 + word.Length > Width)
            {
                _text.Append('\n').Append(' ', indent);
                column = indent;
            }
            else
            {
                _text.Append(' ');
                column++;
            }

            _text.Append(word);
            column += word.Length;
        }

        _text.Append('\n');
    }

    /// <summary>Lines as they are, for what people read as a program. No line may begin with a space.</summary>
    private void Literal(string lines, int indent)
    {
        _text.Append(" |-\n");
        foreach (var line in lines.Split('\n'))
        {
            _text.Append(' ', indent).Append(line).Append('\n');
        }
    }

    private static string Inline(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "{}",
        JsonArray => "[]",
        _ => value.GetValueKind() == JsonValueKind.String ? Scalar(value.GetValue<string>()) : value.ToJsonString(),
    };

    /// <summary>Plain where no YAML reader could take it for anything but text; else as JSON has it, which YAML reads too.</summary>
    private static string Scalar(string text)
        => Plain().IsMatch(text) && !Special().IsMatch(text) ? text : "\"" + JavaScriptEncode(text) + "\"";

    private static string JavaScriptEncode(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => escaped.Append('\\').Append(c),
                '\n' => escaped.Append("\\n"),
                < ' ' => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    [GeneratedRegex(@"^[A-Za-z./][A-Za-z0-9_./-]*( [A-Za-z0-9_./(-][A-Za-z0-9_./()'-]*[,;]?)*$")]
    private static partial Regex Plain();

    // What YAML 1.1 or 1.2 reads as a boolean, null or number.
    [GeneratedRegex(@"^(y|n|yes|no|on|off|true|false|null|[.](inf|nan)|[.][0-9].*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Special();
}
