namespace MeshGate.Kubernetes.Entities;

/// <summary>The kind of path that a session uses.</summary>
public enum PeerPath
{
    /// <summary>No path has been proven yet; the reason says what is tried.</summary>
    None,

    /// <summary>Straight to one of the peer's addresses.</summary>
    Direct,
}
