namespace MeshGate.Traversal.Relays;

/// <summary>Why a relay says no.</summary>
public enum RelayRefusal
{
    /// <summary>It does not.</summary>
    None = 0,

    /// <summary>It has as many pairs, for all or for this node, as it may have.</summary>
    Quota = 1,

    /// <summary>It may not relay for this node, or for nobody at all.</summary>
    NotServed = 2,

    /// <summary>None of its ports is free, or the system would not open one.</summary>
    NoPort = 3,

    /// <summary>There is no pair of that kind on this port; it may have expired. In a reply that says to wait: the peer is not registered here.</summary>
    UnknownPeer = 4,

    /// <summary>It is about to go. In a reply that says yes: the pair may stay until it has found another.</summary>
    Draining = 5,
}
