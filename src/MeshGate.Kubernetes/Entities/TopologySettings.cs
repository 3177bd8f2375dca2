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
    /// The form of the mesh: FullMesh (everybody with everybody, up to 200 nodes), HubSpoke, Tree, or Hybrid (full mesh
    /// inside segments, hubs between them).
    /// </summary>
    [NotReadYet]
    [DefaultValue("\"Hybrid\"")]
    public TopologyType? Type { get; set; }

    /// <summary>The time between two plans that no change calls for; a change is planned at once. Of several policies the shortest counts.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [DefaultValue("\"60s\"")]
    [DurationRange("1s", "1h")]
    public string? UpdateInterval { get; set; }

    /// <summary>The most nodes of a segment. While every segment is a full mesh, more than 200 count as 200.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [Unit("nodes")]
    [DefaultValue("100")]
    [RangeMinimum(2)]
    [RangeMaximum(2000)]
    public int? MaxNodesPerSegment { get; set; }

    /// <summary>The most peers that are pinned to a node: their sessions stay awake.</summary>
    [NotReadYet]
    [Unit("pinned peers")]
    [DefaultValue("50")]
    [RangeMinimum(1)]
    [RangeMaximum(200)]
    public int? MaxConnectionsPerNode { get; set; }

    /// <summary>Whether a mesh that outgrows one segment is divided into several. Where it is not wanted, segments are as large as they can be: 200 nodes.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [DefaultValue("true")]
    public bool? AutoSegmentation { get; set; }

    /// <summary>Whether segments follow the nodes' regions and zones.</summary>
    [NotReadYet]
    [DefaultValue("true")]
    public bool? RegionAware { get; set; }
}
