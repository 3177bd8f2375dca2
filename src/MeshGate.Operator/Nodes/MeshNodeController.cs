using MeshGate.Kubernetes.Controllers;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Rbac;
using MeshGate.Operator.ClusterNodes;
using MeshGate.Operator.Observability;
using MeshGate.Operator.Status;
using MeshGate.Operator.Topology;

namespace MeshGate.Operator.Nodes;

/// <summary>Gives a MeshNode finalizer, addresses and their labels, and keeps its status true between two plans as its daemon reports.</summary>
[EntityRbac(typeof(MeshNode), Verbs = RbacVerb.Get | RbacVerb.List | RbacVerb.Watch | RbacVerb.Patch)]
[GenericRbac(Groups = [MeshGateApi.Group], Resources = ["meshnodes/status"], Verbs = RbacVerb.Patch)]
public sealed class MeshNodeController(NodeAdmission admission, NodeMirror mirror, NodeStatusWriter writer, CoalescingTrigger trigger, OperatorMetrics metrics)
    : IEntityController<MeshNode>
{
    /// <inheritdoc/>
    public Task<ReconciliationResult<MeshNode>> ReconcileAsync(MeshNode entity, CancellationToken cancellationToken)
        => metrics.MeasureAsync("meshnode", async () =>
        {
            TimeSpan? unmirrored = mirror.Concerns(entity) ? await mirror.ReconcileAsync(entity.Metadata.Name, cancellationToken) : null;
            if (await admission.AdmitAsync(entity.Metadata.Name, cancellationToken) is not null)
            {
                // The plan says so in the node's status; an address becomes free only by another node's end.
                trigger.Signal();
                return ReconciliationResult<MeshNode>.Success(entity, TimeSpan.FromSeconds(30));
            }

            TimeSpan? unwritten = await writer.WriteAsync(entity.Metadata.Name, cancellationToken);
            return ReconciliationResult<MeshNode>.Success(entity, unmirrored < unwritten ? unmirrored : unwritten ?? unmirrored);
        });

    /// <inheritdoc/>
    public async Task<ReconciliationResult<MeshNode>> DeletedAsync(MeshNode entity, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entity);
        writer.Forget(entity.Metadata.Name);
        trigger.Signal();

        // The Node may still be there, and be given another.
        return await mirror.ReconcileAsync(entity.Metadata.Name, cancellationToken) is { } again
            ? ReconciliationResult<MeshNode>.Failure(entity, "the Nodes are not known for sure now", requeueAfter: again)
            : ReconciliationResult<MeshNode>.Success(entity);
    }
}
