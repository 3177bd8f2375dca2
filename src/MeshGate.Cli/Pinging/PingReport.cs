using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGate.Cli.Output;

namespace MeshGate.Cli.Pinging;

/// <summary>What a daemon said of its echoes, line by line.</summary>
public static class PingReport
{
    /// <summary>Puts lines of JSON together; what is none is left out.</summary>
    public static string Write(string source, string destination, IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var report = new JsonObject { ["source"] = source, ["destination"] = destination, ["replies"] = new JsonArray([.. lines.Select(Read).OfType<JsonNode>()]) };
        return report.ToJsonString(ReadableJson.Of(new JsonSerializerOptions { WriteIndented = true }));
    }

    private static JsonNode? Read(string line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
