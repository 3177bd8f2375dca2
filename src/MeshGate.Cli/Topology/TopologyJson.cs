using System.Text.Json;
using System.Text.Json.Serialization;
using MeshGate.Cli.Output;
using MeshGate.Core.Topology.Summaries;

namespace MeshGate.Cli.Topology;

/// <summary>Topologies as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TopologySummary))]
public sealed partial class TopologyJson : JsonSerializerContext
{
    /// <summary>Writes a topology.</summary>
    public static string Write(TopologySummary mesh) => JsonSerializer.Serialize(mesh, new TopologyJson(ReadableJson.Of(Default.Options)).TopologySummary);
}
