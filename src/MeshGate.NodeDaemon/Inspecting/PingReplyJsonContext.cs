using System.Text.Json.Serialization;

namespace MeshGate.NodeDaemon.Inspecting;

/// <summary>Replies as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PingReply))]
internal sealed partial class PingReplyJsonContext : JsonSerializerContext;
