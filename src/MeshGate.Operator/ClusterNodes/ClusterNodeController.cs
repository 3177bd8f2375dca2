using MeshGate.Kubernetes.Controllers;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Rbac;
using MeshGate.Operator.Observability;

namespace MeshGate.Operator.ClusterNodes;

/// <summary>Has a MeshNode made for each selected Kubernetes Node, and taken away with it.</summary>
[EntityRbac(typeof(ClusterNode), Verbs = RbacVerb.Get | RbacVerb.List | RbacVerb.Watch)]
[EntityRbac(typeof(MeshNode), Verbs = RbacVerb.Create | RbacVerb.Delete)]
[EntityRbac(typeof(MeshRoute), Verbs = RbacVerb.Create | RbacVerb.Patch | RbacVerb.Delete)]
public sealed class ClusterNodeController(NodeMirror mirror, OperatorMetrics metrics) : IEntityController<ClusterNode>
{
    /// <inheritdoc/>
    public Task<ReconciliationResult<ClusterNode>> ReconcileAsync(ClusterNode entity, CancellationToken cancellationToken)
        => metrics.MeasureAsync("node", async () =>
            ReconciliationResult<ClusterNode>.Success(entity, await mirror.ReconcileAsync(entity.Metadata.Name, cancellationToken)));

    /// <inheritdoc/>
    public Task<ReconciliationResult<ClusterNode>> DeletedAsync(ClusterNode entity, CancellationToken cancellationToken)
        => metrics.MeasureAsync("node", async () =>
            await mirror.ReconcileAsync(entity.Metadata.Name, cancellationToken) is { } again
                ? ReconciliationResult<ClusterNode>.Failure(entity, "the Nodes are not known for sure now", requeueAfter: again)
                : ReconciliationResult<ClusterNode>.Success(entity));
}
