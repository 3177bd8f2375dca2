using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MeshGate.Lab.Api.Json;

/// <summary>
/// Reads JSON into a tree at once and with bounds: whole numbers become <see cref="long"/>, others <see cref="double"/>, at most
/// <see cref="MaximumDepth"/> levels. Of a name given twice the last counts, and the caller can learn of it.
/// </summary>
public static class JsonTree
{
    /// <summary>Levels of nesting that a request may have.</summary>
    public const int MaximumDepth = 100;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads one JSON text.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="duplicates">Receives the path of each name given twice.</param>
    /// <param name="maximumDepth">Levels of nesting that it may have.</param>
    /// <exception cref="JsonException">The text is not JSON, is nested too deeply, or has a number out of range.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> json, ICollection<string>? duplicates = null, int maximumDepth = MaximumDepth)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maximumDepth });
        try
        {
            reader.Read();
            JsonNode? root = ReadValue(ref reader, string.Empty, duplicates);
            if (reader.Read())
            {
                throw new JsonException("text after the end of the JSON value");
            }

            return root;
        }
        catch (InvalidOperationException failure)
        {
            // A lone surrogate escape is syntactically fine and fails only on conversion.
            throw new JsonException(failure.Message, failure);
        }
    }

    /// <summary>Reads a JSON object; anything else is an error.</summary>
    public static JsonObject ParseObject(ReadOnlySpan<byte> json, ICollection<string>? duplicates = null, int maximumDepth = MaximumDepth) =>
        Parse(json, duplicates, maximumDepth) as JsonObject ?? throw new JsonException("the text is not a JSON object");

    /// <summary>How many levels a tree has; 0 for a plain value.</summary>
    public static int Depth(JsonNode? node) => node switch
    {
        JsonObject map => 1 + map.Select(member => Depth(member.Value)).DefaultIfEmpty().Max(),
        JsonArray list => 1 + list.Select(Depth).DefaultIfEmpty().Max(),
        _ => 0,
    };

    /// <summary>Writes a tree as compact UTF-8.</summary>
    public static byte[] ToUtf8(JsonNode? node)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            if (node is null)
            {
                writer.WriteNullValue();
            }
            else
            {
                node.WriteTo(writer);
            }
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes a tree as compact text.</summary>
    public static string ToText(JsonNode? node) => Encoding.UTF8.GetString(ToUtf8(node));

    private static JsonNode? ReadValue(ref Utf8JsonReader reader, string path, ICollection<string>? duplicates)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadObject(ref reader, path, duplicates);
            case JsonTokenType.StartArray:
                var array = new JsonArray();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    array.Add(ReadValue(ref reader, $"{path}[{array.Count}]", duplicates));
                }

                return array;
            case JsonTokenType.String:
                return JsonValue.Create(reader.GetString());
            case JsonTokenType.True:
                return JsonValue.Create(true);
            case JsonTokenType.False:
                return JsonValue.Create(false);
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.Number when reader.TryGetInt64(out long whole):
                return JsonValue.Create(whole);
            case JsonTokenType.Number when reader.TryGetDouble(out double number) && double.IsFinite(number):
                return JsonValue.Create(number);
            default:
                throw new JsonException($"a number out of range at {path}");
        }
    }

    private static JsonObject ReadObject(ref Utf8JsonReader reader, string path, ICollection<string>? duplicates)
    {
        var result = new JsonObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            string child = duplicates is null ? string.Empty : path.Length == 0 ? name : $"{path}.{name}";
            if (duplicates is not null && result.ContainsKey(name))
            {
                duplicates.Add(child);
            }

            result[name] = ReadValue(ref reader, child, duplicates);
        }

        return result;
    }
}
