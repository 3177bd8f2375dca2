using System.Text.Json;
using System.Text.Json.Serialization;
using MeshGate.Cli.Output;

namespace MeshGate.Cli.Status;

/// <summary>Reports as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(MeshReport))]
public sealed partial class MeshReportJson : JsonSerializerContext
{
    /// <summary>Writes a report.</summary>
    public static string Write(MeshReport report) => JsonSerializer.Serialize(report, new MeshReportJson(ReadableJson.Of(Default.Options)).MeshReport);
}
