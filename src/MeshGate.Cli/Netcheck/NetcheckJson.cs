using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MeshGate.Cli.Netcheck;

/// <summary>Reports as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(NetcheckReport))]
public sealed partial class NetcheckJson : JsonSerializerContext
{
    /// <summary>Writes a report.</summary>
    public static string Write(NetcheckReport report)
    {
        // The text goes to a terminal or a file, never into HTML, so an apostrophe may stay one.
        var readable = new NetcheckJson(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        return JsonSerializer.Serialize(report, readable.NetcheckReport);
    }
}
