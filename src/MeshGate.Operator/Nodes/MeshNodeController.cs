using MeshGate.Kubernetes.Controllers;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Rbac;
using MeshGate.Operator.Observability;
using MeshGate.Operator.Status;
using MeshGate.Operator.Topology;

namespace MeshGate.Operator.Nodes;

/// <summary>Gives a MeshNode finalizer and addresses, and keeps its status true between two plans as its daemon reports.</summary>
[EntityRbac(typeof(MeshNode), Verbs = RbacVerb.Get | RbacVerb.List | RbacVerb.Watch | RbacVerb.Patch)]
[GenericRbac(Groups = [MeshGateApi.Group], Resources = ["meshnodes/status"], Verbs = RbacVerb.Patch)]
public sealed class MeshNodeController(NodeAdmission admission, NodeStatusWriter writer, CoalescingTrigger trigger, OperatorMetrics metrics)
    : IEntityController<MeshNode>
{
    /// <inheritdoc/>
    public Task<ReconciliationResult<MeshNode>> ReconcileAsync(MeshNode entity, CancellationToken cancellationToken)
        => metrics.MeasureAsync("meshnode", async () =>
        {
            if (await admission.AdmitAsync(entity.Metadata.Name, cancellationToken) is not null)
            {
                // The plan says so in the node's status; an address becomes free only by another node's end.
                trigger.Signal();
                return ReconciliationResult<MeshNode>.Success(entity, TimeSpan.FromSeconds(30));
            }

            return ReconciliationResult<MeshNode>.Success(entity, await writer.WriteAsync(entity.Metadata.Name, cancellationToken));
        });

    /// <inheritdoc/>
    public Task<ReconciliationResult<MeshNode>> DeletedAsync(MeshNode entity, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entity);
        writer.Forget(entity.Metadata.Name);
        trigger.Signal();
        return Task.FromResult(ReconciliationResult<MeshNode>.Success(entity));
    }
}
