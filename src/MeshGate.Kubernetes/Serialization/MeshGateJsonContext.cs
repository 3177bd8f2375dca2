using System.Text.Json.Serialization;
using k8s.Models;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Kubernetes.Serialization;

/// <summary>JSON of every object MeshGate reads or writes, generated at build time: camelCase, nulls left out, enums as their names.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(MeshNode))]
[JsonSerializable(typeof(MeshPolicy))]
[JsonSerializable(typeof(V1Lease))]
[JsonSerializable(typeof(Corev1Event))]
[JsonSerializable(typeof(V1Status))]
public sealed partial class MeshGateJsonContext : JsonSerializerContext;
