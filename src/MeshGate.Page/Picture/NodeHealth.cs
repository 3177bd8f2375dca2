namespace MeshGate.Page.Picture;

/// <summary>How a node stands.</summary>
public enum NodeHealth
{
    /// <summary>The operator has taken it, and its heartbeats arrive.</summary>
    Ready,

    /// <summary>It is nobody's peer, or its orders are not carried out yet; its message says why.</summary>
    NotReady,

    /// <summary>Its heartbeats do not arrive. It stays a peer.</summary>
    Offline,
}
