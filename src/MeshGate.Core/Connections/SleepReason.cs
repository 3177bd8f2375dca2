namespace MeshGate.Core.Connections;

/// <summary>Why a session goes to sleep.</summary>
public enum SleepReason
{
    /// <summary>Both ends agree that it is idle.</summary>
    Idle,

    /// <summary>It is idle, and the peer does not say whether it agrees.</summary>
    PeerSilent,

    /// <summary>It was the one unused for longest when another needed its place.</summary>
    Evicted,

    /// <summary>The peer wants it to sleep.</summary>
    PeerAsked,

    /// <summary>No path was found in all attempts.</summary>
    NotReached,
}
