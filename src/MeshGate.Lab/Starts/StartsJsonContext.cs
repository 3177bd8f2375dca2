using System.Text.Json.Serialization;

namespace MeshGate.Lab.Starts;

/// <summary>The JSON of a report of starts.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(StartReport))]
internal sealed partial class StartsJsonContext : JsonSerializerContext;
