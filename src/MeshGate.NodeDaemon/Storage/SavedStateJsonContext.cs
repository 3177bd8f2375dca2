using System.Text.Json.Serialization;

namespace MeshGate.NodeDaemon.Storage;

/// <summary>JSON of the state on disk, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(SavedState))]
public sealed partial class SavedStateJsonContext : JsonSerializerContext;
