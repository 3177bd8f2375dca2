using MeshGate.Core.Topology;

namespace MeshGate.Core.Policy;

/// <summary>Who peers with whom.</summary>
public sealed record TopologyBlock
{
    /// <summary>The form of the mesh.</summary>
    public TopologyType Type { get; init; } = TopologyType.Hybrid;

    /// <summary>The time between two plans that no change calls for.</summary>
    public TimeSpan UpdateInterval { get; init; } = PolicySettings.UpdateInterval.Default;

    /// <summary>The most nodes of a segment.</summary>
    public int MaxNodesPerSegment { get; init; } = (int)PolicySettings.MaxNodesPerSegment.Default;

    /// <summary>The most peers that are pinned to a node.</summary>
    public int MaxConnectionsPerNode { get; init; } = (int)PolicySettings.PinnedPeers.Default;

    /// <summary>Whether a mesh that outgrows one segment is divided.</summary>
    public bool AutoSegmentation { get; init; } = PolicySettings.AutoSegmentation.Default;

    /// <summary>Whether segments follow regions and zones.</summary>
    public bool RegionAware { get; init; } = PolicySettings.RegionAware.Default;
}
