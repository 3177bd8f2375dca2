using k8s.Models;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>The wanted behaviour of the selected nodes.</summary>
public sealed record MeshPolicySpec
{
    /// <summary>The MeshNodes it applies to, by their labels; left open, all.</summary>
    public V1LabelSelector? NodeSelector { get; set; }

    /// <summary>Which policy wins where several select a node: the higher. 0 to 1000.</summary>
    [DefaultValue("0")]
    [RangeMinimum(0)]
    [RangeMaximum(1000)]
    public int Priority { get; set; }

    /// <summary>How the nodes show that they live.</summary>
    public HeartbeatSettings? Heartbeat { get; set; }

    /// <summary>How the nodes find their public addresses and pass NATs.</summary>
    public NatTraversalSettings? NatTraversal { get; set; }
}
