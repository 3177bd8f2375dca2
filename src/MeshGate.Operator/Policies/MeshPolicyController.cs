using MeshGate.Kubernetes.Controllers;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Rbac;
using MeshGate.Operator.Observability;
using MeshGate.Operator.Topology;

namespace MeshGate.Operator.Policies;

/// <summary>Judges MeshPolicies, and has the mesh planned anew when one changed.</summary>
[EntityRbac(typeof(MeshPolicy), Verbs = RbacVerb.Get | RbacVerb.List | RbacVerb.Watch)]
[GenericRbac(Groups = [MeshGateApi.Group], Resources = ["meshpolicies/status"], Verbs = RbacVerb.Patch)]
public sealed class MeshPolicyController(PolicyStatusWriter writer, CoalescingTrigger trigger, OperatorMetrics metrics) : IEntityController<MeshPolicy>
{
    /// <inheritdoc/>
    public Task<ReconciliationResult<MeshPolicy>> ReconcileAsync(MeshPolicy entity, CancellationToken cancellationToken)
        => metrics.MeasureAsync("meshpolicy", async () =>
        {
            // The operator's own status writes come by here too, and change nothing about the plan.
            if (entity.Status?.ObservedGeneration != entity.Metadata.Generation)
            {
                trigger.Signal();
            }

            await writer.WriteAsync(entity.Metadata.Name, cancellationToken);
            return ReconciliationResult<MeshPolicy>.Success(entity);
        });

    /// <inheritdoc/>
    public Task<ReconciliationResult<MeshPolicy>> DeletedAsync(MeshPolicy entity, CancellationToken cancellationToken)
    {
        trigger.Signal();
        return Task.FromResult(ReconciliationResult<MeshPolicy>.Success(entity));
    }
}
