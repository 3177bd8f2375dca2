using System.Text.Json.Serialization;
using MeshGate.Lab.Swarm.Agents;
using MeshGate.Lab.Swarm.Reporting;

namespace MeshGate.Lab.Swarm;

/// <summary>The JSON of the swarm: what its daemons read, and its report.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(OwnNodeData))]
[JsonSerializable(typeof(SwarmReport))]
internal sealed partial class SwarmJsonContext : JsonSerializerContext;
