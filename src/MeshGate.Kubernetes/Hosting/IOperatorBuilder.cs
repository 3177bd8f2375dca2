using System.Diagnostics.CodeAnalysis;
using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Controllers;
using Microsoft.Extensions.DependencyInjection;

namespace MeshGate.Kubernetes.Hosting;

/// <summary>Composes an operator. Has the public shape of KubeOps' interface of the same name.</summary>
public interface IOperatorBuilder
{
    /// <summary>The services that the operator is made of.</summary>
    IServiceCollection Services { get; }

    /// <summary>Keeps a cache of a kind, as <c>IInformer&lt;TEntity&gt;</c>. The first call for a kind decides.</summary>
    /// <param name="resource">The kind.</param>
    /// <param name="query">Namespace and selectors; null for all.</param>
    IOperatorBuilder AddInformer<TEntity>(Resource<TEntity> resource, ListQuery? query = null)
        where TEntity : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>Runs a controller. It is a scoped service unless registered otherwise before. Entities being deleted are not reconciled.</summary>
    /// <exception cref="InvalidOperationException">The kind is none of MeshGate's and has no informer yet.</exception>
    IOperatorBuilder AddController<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TImplementation, TEntity>()
        where TImplementation : class, IEntityController<TEntity>
        where TEntity : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>Runs a finalizer. Unless the settings say otherwise, the identifier is put on every entity of the kind before a controller sees it.</summary>
    /// <param name="identifier">Such as <c>meshgate.io/peers</c>.</param>
    /// <exception cref="InvalidOperationException">The kind is none of MeshGate's and has no informer yet.</exception>
    IOperatorBuilder AddFinalizer<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TImplementation, TEntity>(string identifier)
        where TImplementation : class, IEntityFinalizer<TEntity>
        where TEntity : class, IKubernetesObject<V1ObjectMeta>;
}
