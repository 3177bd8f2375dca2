using System.Text.Json;
using System.Text.Json.Serialization;
using MeshGate.Cli.Output;
using MeshGate.Kubernetes.Snapshots;

namespace MeshGate.Cli.Explain;

/// <summary>Explanations as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(PairLines))]
public sealed partial class PairJson : JsonSerializerContext
{
    /// <summary>Writes an explanation.</summary>
    public static string Write(PairLines pair) => JsonSerializer.Serialize(pair, new PairJson(ReadableJson.Of(Default.Options)).PairLines);
}
