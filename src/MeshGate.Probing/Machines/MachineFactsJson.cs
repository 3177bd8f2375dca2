using System.Text.Json;
using System.Text.Json.Serialization;

namespace MeshGate.Probing.Machines;

/// <summary>A machine's facts as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MachineFacts))]
public sealed partial class MachineFactsJson : JsonSerializerContext
{
    /// <summary>Writes them in UTF-8.</summary>
    public static byte[] Write(MachineFacts facts) => JsonSerializer.SerializeToUtf8Bytes(facts, Default.MachineFacts);

    /// <summary>Reads them.</summary>
    /// <exception cref="JsonException">They are none.</exception>
    public static MachineFacts Read(JsonElement facts) => facts.Deserialize(Default.MachineFacts) ?? throw new JsonException("no facts");
}
