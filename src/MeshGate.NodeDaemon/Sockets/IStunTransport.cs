using System.Net;

namespace MeshGate.NodeDaemon.Sockets;

/// <summary>Sends STUN messages from WireGuard's port.</summary>
public interface IStunTransport
{
    /// <summary>Sends one message; false if the system would not take it, for instance for want of the address family.</summary>
    bool TrySend(IPEndPoint to, ReadOnlySpan<byte> message);
}
