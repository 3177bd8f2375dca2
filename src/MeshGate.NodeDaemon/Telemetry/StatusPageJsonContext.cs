using System.Text.Json.Serialization;

namespace MeshGate.NodeDaemon.Telemetry;

/// <summary>The status page as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(StatusPage))]
[JsonSerializable(typeof(StatusPagePeer[]))]
internal sealed partial class StatusPageJsonContext : JsonSerializerContext;
