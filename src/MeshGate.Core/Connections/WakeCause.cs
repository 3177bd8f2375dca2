namespace MeshGate.Core.Connections;

/// <summary>Why a session is to be awake.</summary>
public enum WakeCause
{
    /// <summary>This machine has a packet for the peer.</summary>
    Packet,

    /// <summary>The peer looks for a path to this machine, or sends.</summary>
    Peer,

    /// <summary>It is never to sleep.</summary>
    Held,
}
