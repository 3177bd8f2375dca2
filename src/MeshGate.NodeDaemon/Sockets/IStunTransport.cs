using System.Net;

namespace MeshGate.NodeDaemon.Sockets;

/// <summary>Sends STUN messages from WireGuard's port, and receives them there.</summary>
public interface IStunTransport
{
    /// <summary>Moves to another port; the same one changes nothing while it is open.</summary>
    /// <returns>Whether the port was opened.</returns>
    /// <exception cref="System.Net.Sockets.SocketException">Raw sockets are refused: CAP_NET_RAW and CAP_NET_ADMIN are needed.</exception>
    bool Listen(int port);

    /// <summary>Sends one message; false if the system would not take it, for instance for want of the address family.</summary>
    bool TrySend(IPEndPoint to, ReadOnlySpan<byte> message);
}
