using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Api.Json;

/// <summary>Reads YAML documents as JSON trees, by the rules of YAML's JSON schema, as Kubernetes reads manifests.</summary>
public static class YamlTree
{
    // Anchors and aliases can make a small text large; this bounds what comes out.
    private const int MaximumNodes = 200_000;

    /// <summary>Reads every document of a text; empty documents are left out.</summary>
    /// <exception cref="JsonException">The text is not YAML or is out of bounds.</exception>
    public static IReadOnlyList<JsonNode> ParseAll(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            int budget = MaximumNodes;
            return [.. stream.Documents.Select(document => Convert(document.RootNode, 0, ref budget)).OfType<JsonNode>()];
        }
        catch (Exception failure) when (failure is YamlException or ArgumentException)
        {
            throw new JsonException(failure.Message, failure);
        }
    }

    private static JsonNode? Convert(YamlNode node, int depth, ref int budget)
    {
        if (depth > JsonTree.MaximumDepth || --budget < 0)
        {
            throw new JsonException("the YAML document is too deep or too large");
        }

        switch (node)
        {
            case YamlMappingNode mapping:
                var map = new JsonObject();
                foreach ((YamlNode key, YamlNode value) in mapping.Children)
                {
                    string name = (key as YamlScalarNode)?.Value ?? throw new JsonException("a key that is not a scalar");
                    map[name] = Convert(value, depth + 1, ref budget);
                }

                return map;
            case YamlSequenceNode sequence:
                var list = new JsonArray();
                foreach (YamlNode item in sequence.Children)
                {
                    list.Add(Convert(item, depth + 1, ref budget));
                }

                return list;
            case YamlScalarNode scalar:
                return Scalar(scalar);
            default:
                throw new JsonException("an unexpected YAML node");
        }
    }

    private static JsonValue? Scalar(YamlScalarNode scalar)
    {
        string text = scalar.Value ?? string.Empty;
        if (scalar.Style is not ScalarStyle.Plain || scalar.Tag == "tag:yaml.org,2002:str")
        {
            return JsonValue.Create(text);
        }

        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => JsonValue.Create(true),
            "false" or "False" or "FALSE" => JsonValue.Create(false),
            _ => Number(text),
        };
    }

    private static JsonValue Number(string text)
    {
        bool mayBeNumber = char.IsAsciiDigit(text[0]) || (text.Length > 1 && text[0] is '-' or '+' or '.');
        if (mayBeNumber && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
        {
            return JsonValue.Create(whole);
        }

        if (mayBeNumber && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number))
        {
            return JsonValue.Create(number);
        }

        return JsonValue.Create(text);
    }
}
