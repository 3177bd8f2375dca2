namespace MeshGate.Kubernetes.Entities.Attributes;

/// <summary>Where the objects of a kind live.</summary>
public enum EntityScope
{
    /// <summary>In a namespace.</summary>
    Namespaced,

    /// <summary>In the cluster as a whole.</summary>
    Cluster,
}
