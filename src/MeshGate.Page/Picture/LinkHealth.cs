namespace MeshGate.Page.Picture;

/// <summary>How the path of two nodes fares.</summary>
public enum LinkHealth
{
    /// <summary>Nothing is known to be wrong.</summary>
    Good,

    /// <summary>Packets are lost, or an end is offline and the report old.</summary>
    Degraded,

    /// <summary>No path works.</summary>
    Down,

    /// <summary>Nothing is reported.</summary>
    Unknown,
}
