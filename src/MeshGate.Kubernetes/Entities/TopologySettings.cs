using MeshGate.Core.Policy;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>Who peers with whom.</summary>
[ValidationRule(
    "self.type != 'FullMesh' || self.maxNodesPerSegment <= 200",
    fieldPath: ".maxNodesPerSegment",
    message: PolicyRules.FullMeshSize)]
public sealed record TopologySettings
{
    /// <summary>
    /// The form of the mesh: FullMesh (everybody with everybody, up to 200 nodes), HubSpoke (everybody with two hubs, which relay
    /// what others say to each other), Tree (the same with hubs in levels), or Hybrid (full mesh inside segments up to
    /// maxConnectionsPerNode, beyond it near and drawn neighbours; hubs between segments). A segment has the form that most of its
    /// nodes want; where HubSpoke or Tree is wanted and no hub can relay, it is Hybrid until one can.
    /// </summary>
    [ReadBy(ReadByAttribute.Operator)]
    [DefaultValue("\"Hybrid\"")]
    public TopologyType? Type { get; set; }

    /// <summary>The time between two plans that no change calls for; a change is planned at once. Of several policies the shortest counts.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [DefaultValue("\"60s\"")]
    [DurationRange("1s", "1h")]
    public string? UpdateInterval { get; set; }

    /// <summary>The most nodes of a segment. With another type than Hybrid more than 200 count as 200.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [Unit("nodes")]
    [DefaultValue("100")]
    [RangeMinimum(2)]
    [RangeMaximum(2000)]
    public int? MaxNodesPerSegment { get; set; }

    /// <summary>The most peers that are pinned to a node: their sessions stay awake. It binds neither hubs nor the type FullMesh.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [Unit("pinned peers")]
    [DefaultValue("50")]
    [RangeMinimum(1)]
    [RangeMaximum(200)]
    public int? MaxConnectionsPerNode { get; set; }

    /// <summary>Whether a mesh that outgrows one segment is divided into several. Where it is not wanted, segments are as large as they can be: 2000 nodes with the type Hybrid, 200 with others.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [DefaultValue("true")]
    public bool? AutoSegmentation { get; set; }

    /// <summary>Whether segments follow the nodes' regions and zones: whether those of one region, then those of one zone, stay together when a full segment is divided.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [DefaultValue("true")]
    public bool? RegionAware { get; set; }
}
