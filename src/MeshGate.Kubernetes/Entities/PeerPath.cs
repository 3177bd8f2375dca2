namespace MeshGate.Kubernetes.Entities;

/// <summary>The kind of path that a session uses.</summary>
public enum PeerPath
{
    /// <summary>No path has been proven yet; the reason says what is tried.</summary>
    None,

    /// <summary>Straight to one of the peer's addresses.</summary>
    Direct,

    /// <summary>Through a mesh node with the Relay role; end to end encrypted all the same.</summary>
    Relay,

    /// <summary>Through a TURN server; end to end encrypted all the same.</summary>
    Turn,

    /// <summary>None is kept: nobody has anything to say. The first packet from either end wakes the session.</summary>
    Asleep,
}
