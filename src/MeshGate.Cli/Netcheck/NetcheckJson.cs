using System.Text.Json;
using System.Text.Json.Serialization;
using MeshGate.Cli.Output;

namespace MeshGate.Cli.Netcheck;

/// <summary>Reports as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(NetcheckReport))]
public sealed partial class NetcheckJson : JsonSerializerContext
{
    /// <summary>Writes a report.</summary>
    public static string Write(NetcheckReport report) => JsonSerializer.Serialize(report, new NetcheckJson(ReadableJson.Of(Default.Options)).NetcheckReport);
}
