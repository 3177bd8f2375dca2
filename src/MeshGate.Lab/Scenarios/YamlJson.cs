using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Scenarios;

/// <summary>Turns YAML into JSON by YAML 1.2's core schema, as Kubernetes objects are read.</summary>
public static class YamlJson
{
    private const int MaximumDepth = 64;

    /// <summary>The JSON of a node; quoted values stay texts.</summary>
    public static JsonNode? Convert(YamlNode node) => Convert(node, 0);

    private static JsonNode? Convert(YamlNode node, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw ScenarioException.At(node, "nested too deeply");
        }

        switch (node)
        {
            case YamlMappingNode mapping:
                var result = new JsonObject();
                foreach (var (key, value) in mapping.Children)
                {
                    result[YamlScalars.Text(key, "a key")] = Convert(value, depth + 1);
                }

                return result;
            case YamlSequenceNode sequence:
                return new JsonArray([.. sequence.Children.Select(c => Convert(c, depth + 1))]);
            case YamlScalarNode scalar:
                return Scalar(scalar);
            default:
                throw ScenarioException.At(node, "only mappings, lists and single values are understood");
        }
    }

    private static JsonValue? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? string.Empty;
        if (scalar.Style != ScalarStyle.Plain)
        {
            return JsonValue.Create(text);
        }

        return text switch
        {
            "" or "~" or "null" => null,
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) =>
                JsonValue.Create(whole),
            _ when (char.IsAsciiDigit(text[0]) || text[0] is '-' or '.')
                && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) =>
                JsonValue.Create(number),
            _ => JsonValue.Create(text),
        };
    }
}
