using k8s.Models;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>The wanted behaviour of the selected nodes. A block that is given is filled up with defaults and counts as a whole.</summary>
public sealed record MeshPolicySpec
{
    /// <summary>The MeshNodes it applies to, by their labels; left open, all.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    public V1LabelSelector? NodeSelector { get; set; }

    /// <summary>Which policy wins where several select a node and give the same block: the higher. 0 to 1000.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [DefaultValue("0")]
    [RangeMinimum(0)]
    [RangeMaximum(1000)]
    public int Priority { get; set; }

    /// <summary>How the nodes show that they live.</summary>
    public HeartbeatSettings? Heartbeat { get; set; }

    /// <summary>Who peers with whom.</summary>
    public TopologySettings? Topology { get; set; }

    /// <summary>How many sessions a node keeps awake, and how.</summary>
    public ConnectionSettings? Connections { get; set; }

    /// <summary>How the nodes find their public addresses and pass NATs.</summary>
    public NatTraversalSettings? NatTraversal { get; set; }

    /// <summary>How a node notices that a path died, and what it does then.</summary>
    public FailoverSettings? Failover { get; set; }

    /// <summary>How traffic to networks behind several gateways is spread over these.</summary>
    public LoadBalancerSettings? LoadBalancer { get; set; }
}
