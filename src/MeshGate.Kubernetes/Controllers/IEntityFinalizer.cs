using k8s;
using k8s.Models;

namespace MeshGate.Kubernetes.Controllers;

/// <summary>Does what must happen before an entity may go. Has the public shape of KubeOps' interface of the same name.</summary>
public interface IEntityFinalizer<TEntity>
    where TEntity : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Called while the entity is being deleted; success removes the finalizer, failure is retried.</summary>
    Task<ReconciliationResult<TEntity>> FinalizeAsync(TEntity entity, CancellationToken cancellationToken);
}
