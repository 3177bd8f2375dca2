using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Controllers;

namespace MeshGate.Kubernetes.Hosting;

/// <summary>One finalizer of a kind.</summary>
/// <param name="Identifier">The string on the entity.</param>
/// <param name="Resolve">Finds the implementation in a scope.</param>
internal sealed record FinalizerRegistration<TEntity>(string Identifier, Func<IServiceProvider, IEntityFinalizer<TEntity>> Resolve)
    where TEntity : class, IKubernetesObject<V1ObjectMeta>;
