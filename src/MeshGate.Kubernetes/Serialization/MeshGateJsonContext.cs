using System.Text.Json.Serialization;
using k8s.Models;
using MeshGate.Core.Gateways;
using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Policy;
using MeshGate.Core.Routes;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Kubernetes.Serialization;

/// <summary>
/// JSON of every object MeshGate reads or writes, generated at build time: camelCase, nulls left out, enums as their names, times in
/// whole seconds. Take Leases and Events through <see cref="MeshGateJson"/>, which knows their finer times.
/// The entities have <c>set</c> where <c>init</c> would do: generated code passes every <c>init</c> member, so an absent one would lose its default.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [
        typeof(TimeConverter),
        typeof(EnumNameConverter<BreakerPhase>),
        typeof(EnumNameConverter<CandidateType>),
        typeof(EnumNameConverter<GatewayCause>),
        typeof(EnumNameConverter<LoadBalancingStrategy>),
        typeof(EnumNameConverter<NatFiltering>),
        typeof(EnumNameConverter<NatMapping>),
        typeof(EnumNameConverter<NodeRole>),
        typeof(EnumNameConverter<PathHealth>),
        typeof(EnumNameConverter<PeerPath>),
        typeof(EnumNameConverter<PortMappingKind>),
        typeof(EnumNameConverter<ProbeType>),
        typeof(EnumNameConverter<RouteState>),
        typeof(EnumNameConverter<TargetKind>),
        typeof(EnumNameConverter<TopologyRole>),
        typeof(EnumNameConverter<TopologyType>),
        typeof(EnumNameConverter<TurnTransport>),
    ])]
[JsonSerializable(typeof(MeshNode))]
[JsonSerializable(typeof(MeshPolicy))]
[JsonSerializable(typeof(MeshRoute))]
[JsonSerializable(typeof(ClusterNode))]
[JsonSerializable(typeof(V1Lease))]
[JsonSerializable(typeof(Corev1Event))]
[JsonSerializable(typeof(V1Secret))]
[JsonSerializable(typeof(V1Status))]
public sealed partial class MeshGateJsonContext : JsonSerializerContext;
