namespace MeshGate.Page.Picture;

/// <summary>What happened.</summary>
public enum HappeningKind
{
    /// <summary>A session left a path that failed.</summary>
    Failover,

    /// <summary>A path is better than before.</summary>
    Better,

    /// <summary>A path is worse than before, or works no more.</summary>
    Worse,

    /// <summary>A node went offline.</summary>
    Offline,

    /// <summary>A node is back.</summary>
    Online,

    /// <summary>The topology changed: a node came or went, or was given another segment or role.</summary>
    Topology,

    /// <summary>A MeshRoute fares differently.</summary>
    Route,
}
