using MeshGate.NodeDaemon.Peers;

namespace MeshGate.NodeDaemon.Connections;

/// <summary>Says which sessions wake and sleep, to those who hear from peers.</summary>
public interface ISessionGate
{
    /// <summary>Wakes a session that the peer wants.</summary>
    /// <returns>Whether it is awake then.</returns>
    bool TryWake(PeerSession session, TimeSpan now);

    /// <summary>Lets a session sleep that the peer has no use for, unless this end has.</summary>
    /// <returns>Whether this end agrees.</returns>
    bool TryRest(PeerSession session, TimeSpan now);

    /// <summary>Whether an initiation of this machine's own WireGuard waits for a path to the peer.</summary>
    bool HasInitiation(PeerSession session);

    /// <summary>The peer answered whether it agrees that a session sleeps.</summary>
    void Answered(PeerSession session, bool agrees, TimeSpan now);
}
