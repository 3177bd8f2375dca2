using MeshGate.Kubernetes.Controllers;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Events;
using MeshGate.Kubernetes.Rbac;
using MeshGate.Operator.Caching;
using MeshGate.Operator.Events;
using MeshGate.Operator.Topology;

namespace MeshGate.Operator.Nodes;

/// <summary>Holds a leaving MeshNode until no assignment names it any more.</summary>
[EntityRbac(typeof(MeshNode), Verbs = RbacVerb.Get | RbacVerb.List | RbacVerb.Watch | RbacVerb.Patch)]
public sealed class MeshNodeFinalizer(EntityCache<MeshNode> nodes, CoalescingTrigger trigger, EventQueue events) : IEntityFinalizer<MeshNode>
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    public Task<ReconciliationResult<MeshNode>> FinalizeAsync(MeshNode entity, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entity);
        string name = entity.Metadata.Name;
        int knowing = nodes.List().Count(node => node.Metadata.Name != name && Names(node, name));
        if (knowing > 0)
        {
            trigger.Signal();
            return Task.FromResult(ReconciliationResult<MeshNode>.Failure(entity, $"{knowing} assignments still name the node.", requeueAfter: Again));
        }

        events.Tell(entity, EventType.Normal, "Left", "No peer knows the node any more.");
        return Task.FromResult(ReconciliationResult<MeshNode>.Success(entity));
    }

    private static bool Names(MeshNode node, string name)
        => node.Status?.Assignment?.Members?.Any(member => member?.Name == name) == true;
}
