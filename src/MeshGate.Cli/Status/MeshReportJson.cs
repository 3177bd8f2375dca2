using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MeshGate.Cli.Status;

/// <summary>Reports as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(MeshReport))]
public sealed partial class MeshReportJson : JsonSerializerContext
{
    /// <summary>Writes a report.</summary>
    public static string Write(MeshReport report)
    {
        // The text goes to a terminal or a file, never into HTML, so an apostrophe may stay one.
        var readable = new MeshReportJson(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        return JsonSerializer.Serialize(report, readable.MeshReport);
    }
}
