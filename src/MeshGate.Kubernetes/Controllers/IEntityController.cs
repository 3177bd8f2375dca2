using k8s;
using k8s.Models;

namespace MeshGate.Kubernetes.Controllers;

/// <summary>Reconciles one kind of entity: level-based and idempotent. Has the public shape of KubeOps' interface of the same name.</summary>
public interface IEntityController<TEntity>
    where TEntity : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Called when an entity appeared or changed, and again after an error or a requested delay.</summary>
    Task<ReconciliationResult<TEntity>> ReconcileAsync(TEntity entity, CancellationToken cancellationToken);

    /// <summary>Called when an entity is gone.</summary>
    Task<ReconciliationResult<TEntity>> DeletedAsync(TEntity entity, CancellationToken cancellationToken);
}
