using k8s;
using k8s.Models;

namespace MeshGate.Kubernetes.Entities;

/// <summary>A Node of Kubernetes, of which only name, labels and the ranges of its pods are read: the rest is large and changes every few seconds.</summary>
[KubernetesEntity(Group = "", ApiVersion = "v1", Kind = "Node", PluralName = "nodes")]
public sealed class ClusterNode : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>The label with the region that a Node stands in.</summary>
    public const string RegionLabel = "topology.kubernetes.io/region";

    /// <summary>The label with the zone inside the region.</summary>
    public const string ZoneLabel = "topology.kubernetes.io/zone";

    /// <summary>Group and version: <c>v1</c>.</summary>
    public string ApiVersion { get; set; } = "v1";

    /// <summary>Kind: <c>Node</c>.</summary>
    public string Kind { get; set; } = "Node";

    /// <summary>Standard object metadata.</summary>
    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>What the cluster has given it.</summary>
    public ClusterNodeSpec? Spec { get; set; }
}
