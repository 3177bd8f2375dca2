using System.Text.Json;
using System.Text.Json.Serialization;
using MeshGate.Cli.Output;

namespace MeshGate.Cli.Checking;

/// <summary>Checks as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CheckReport))]
public sealed partial class CheckJson : JsonSerializerContext
{
    /// <summary>Writes a report.</summary>
    public static string Write(CheckReport report) => JsonSerializer.Serialize(report, new CheckJson(ReadableJson.Of(Default.Options)).CheckReport);
}
