using System.Text.Json.Serialization;

namespace MeshGate.Lab.Links;

/// <summary>The JSON between a lab and its links.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LinkState))]
[JsonSerializable(typeof(LinkReport))]
internal sealed partial class LinkJsonContext : JsonSerializerContext;
