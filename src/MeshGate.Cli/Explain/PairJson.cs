using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MeshGate.Cli.Explain;

/// <summary>Explanations as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(PairLines))]
public sealed partial class PairJson : JsonSerializerContext
{
    /// <summary>Writes an explanation.</summary>
    public static string Write(PairLines pair)
    {
        // The text goes to a terminal or a file, never into HTML, so an apostrophe may stay one.
        var readable = new PairJson(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        return JsonSerializer.Serialize(pair, readable.PairLines);
    }
}
