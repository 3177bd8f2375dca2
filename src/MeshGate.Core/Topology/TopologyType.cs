namespace MeshGate.Core.Topology;

/// <summary>Who peers with whom inside a segment and between segments.</summary>
public enum TopologyType
{
    /// <summary>Full mesh inside small segments, hubs between them.</summary>
    Hybrid,

    /// <summary>Everybody with everybody, up to 200 nodes.</summary>
    FullMesh,

    /// <summary>Everybody with the hubs.</summary>
    HubSpoke,

    /// <summary>Hubs in levels, each node below one.</summary>
    Tree,
}
