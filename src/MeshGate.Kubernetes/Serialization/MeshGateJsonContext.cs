using System.Text.Json.Serialization;
using k8s.Models;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Kubernetes.Serialization;

/// <summary>
/// JSON of every object MeshGate reads or writes, generated at build time: camelCase, nulls left out, enums as their names, times in
/// whole seconds. Take Leases and Events through <see cref="MeshGateJson"/>, which knows their finer times.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [
        typeof(TimeConverter),
        typeof(EnumNameConverter<CandidateType>),
        typeof(EnumNameConverter<NatMapping>),
        typeof(EnumNameConverter<PeerPath>),
    ])]
[JsonSerializable(typeof(MeshNode))]
[JsonSerializable(typeof(MeshPolicy))]
[JsonSerializable(typeof(V1Lease))]
[JsonSerializable(typeof(Corev1Event))]
[JsonSerializable(typeof(V1Status))]
public sealed partial class MeshGateJsonContext : JsonSerializerContext;
