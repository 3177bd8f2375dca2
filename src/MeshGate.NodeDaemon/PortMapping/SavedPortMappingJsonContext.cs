using System.Text.Json.Serialization;

namespace MeshGate.NodeDaemon.PortMapping;

/// <summary>JSON of the port mapping on disk, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(SavedPortMapping))]
public sealed partial class SavedPortMappingJsonContext : JsonSerializerContext;
