using System.Collections.Immutable;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Heartbeats;

namespace MeshGate.Operator.Topology;

/// <summary>The caches at one moment.</summary>
/// <param name="Snapshot">What the planner takes.</param>
/// <param name="Nodes">The MeshNodes it was made from, with their liveness.</param>
public sealed record MeshObservation(MeshSnapshot Snapshot, ImmutableArray<(MeshNode Node, Liveness Liveness)> Nodes);
