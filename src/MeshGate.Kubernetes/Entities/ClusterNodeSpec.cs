namespace MeshGate.Kubernetes.Entities;

/// <summary>Of a Node's spec, what bears on a mesh.</summary>
public sealed record ClusterNodeSpec
{
    /// <summary>The ranges of the Node's pods, at most one of each family; null where the pod network hands out addresses in another way.</summary>
    public IReadOnlyList<string>? PodCIDRs { get; set; }
}
