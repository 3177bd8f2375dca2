using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Heartbeats;

namespace MeshGate.Operator.Topology;

/// <summary>One node of a plan with what the plan was made from.</summary>
/// <param name="Plan">What was planned.</param>
/// <param name="Assignment">The same in the API's form.</param>
/// <param name="Uid">The MeshNode's unique identifier.</param>
/// <param name="Generation">The generation of its spec that the plan answers.</param>
/// <param name="Liveness">Whether heartbeats arrived.</param>
public sealed record PlannedNode(NodePlan Plan, MeshNodeAssignment Assignment, string? Uid, long? Generation, Liveness Liveness);
