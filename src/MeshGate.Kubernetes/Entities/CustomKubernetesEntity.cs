using k8s;
using k8s.Models;

namespace MeshGate.Kubernetes.Entities;

/// <summary>
/// A custom resource with a spec and a status. Has the public shape of KubeOps' class of the same name,
/// so that KubeOps can take its place.
/// </summary>
public abstract class CustomKubernetesEntity<TSpec, TStatus> : IKubernetesObject<V1ObjectMeta>, ISpec<TSpec>, IStatus<TStatus>
    where TSpec : new()
    where TStatus : new()
{
    /// <summary>Group and version, such as <c>meshgate.io/v1alpha1</c>.</summary>
    public string ApiVersion { get; set; } = string.Empty;

    /// <summary>Kind, such as <c>MeshNode</c>.</summary>
    public string Kind { get; set; } = string.Empty;

    /// <summary>Standard object metadata.</summary>
    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>What is wanted: written by people, and by the operator where it fills in what people left open.</summary>
    public TSpec Spec { get; set; } = new();

    /// <summary>What is: written through the status subresource only.</summary>
    public TStatus Status { get; set; } = new();
}
