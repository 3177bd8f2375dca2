using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MeshGate.Lab.Api.Json;

/// <summary>
/// Reads YAML documents as JSON trees, by the rules of YAML's core schema, with the bounds of <see cref="JsonTree"/>. Aliases are
/// refused: they let a small text grow without bound, and manifests do without.
/// </summary>
public static class YamlTree
{
    /// <summary>Reads every document of a text; empty documents are left out.</summary>
    /// <exception cref="JsonException">The text is not YAML, or is out of bounds.</exception>
    public static IReadOnlyList<JsonNode> ParseAll(string text)
    {
        try
        {
            // The parser keeps its state in a list, not on the stack, so that deep nesting is ours to bound.
            var parser = new Parser(new StringReader(text));
            var documents = new List<JsonNode>();
            parser.Consume<StreamStart>();
            while (parser.TryConsume<DocumentStart>(out _))
            {
                if (Read(parser, 0) is { } document)
                {
                    documents.Add(document);
                }

                parser.Consume<DocumentEnd>();
            }

            return documents;
        }
        catch (Exception failure) when (failure is YamlException or ArgumentException or InvalidOperationException or FormatException)
        {
            throw new JsonException(failure.Message, failure);
        }
    }

    private static JsonNode? Read(Parser parser, int depth)
    {
        if (depth > JsonTree.MaximumDepth)
        {
            throw new JsonException("the YAML document is nested too deeply");
        }

        if (parser.TryConsume<Scalar>(out Scalar? scalar))
        {
            return Convert(scalar);
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            var list = new JsonArray();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                list.Add(Read(parser, depth + 1));
            }

            return list;
        }

        if (!parser.TryConsume<MappingStart>(out _))
        {
            throw new JsonException($"line {parser.Current?.Start.Line}: aliases are not supported");
        }

        var map = new JsonObject();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out Scalar? key))
            {
                throw new JsonException($"line {parser.Current?.Start.Line}: a key must be a scalar");
            }

            if (map.ContainsKey(key.Value))
            {
                throw new JsonException($"line {key.Start.Line}: key \"{key.Value}\" is given twice");
            }

            map[key.Value] = Read(parser, depth + 1);
        }

        return map;
    }

    private static JsonValue? Convert(Scalar scalar)
    {
        string text = scalar.Value;
        if (scalar.Style is not ScalarStyle.Plain || (!scalar.Tag.IsEmpty && scalar.Tag == "tag:yaml.org,2002:str"))
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
