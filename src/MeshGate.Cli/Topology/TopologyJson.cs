using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MeshGate.Core.Topology.Summaries;

namespace MeshGate.Cli.Topology;

/// <summary>Topologies as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TopologySummary))]
public sealed partial class TopologyJson : JsonSerializerContext
{
    /// <summary>Writes a topology.</summary>
    public static string Write(TopologySummary mesh)
    {
        // The text goes to a terminal or a file, never into HTML, so an apostrophe may stay one.
        var readable = new TopologyJson(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        return JsonSerializer.Serialize(mesh, readable.TopologySummary);
    }
}
