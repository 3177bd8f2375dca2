using System.Net;
using System.Net.Sockets;
using MeshGate.Core.Policy;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.NodeDaemon.Turn.Servers;
using MeshGate.Probing.Sockets;

namespace MeshGate.NodeDaemon.Turn.Forwarding;

/// <summary>A socket of its own to a TURN server.</summary>
internal abstract class TurnLink : IDisposable
{
    /// <summary>Whether messages arrive whole and in order, so that none is repeated.</summary>
    public abstract bool IsReliable { get; }

    /// <summary>Sends a whole message; false when it was lost. A stream's padding is added. Safe for concurrent use.</summary>
    public abstract bool TrySend(ReadOnlySpan<byte> message);

    /// <summary>Begins to hand over what arrives.</summary>
    public abstract void Receive(ITurnReceiver receiver);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Opens a link.</summary>
    /// <exception cref="IOException">It cannot be opened; the message is for a person.</exception>
    public static async Task<TurnLink> OpenAsync(TurnEndpoint server, SocketPoller poller, CancellationToken cancellationToken)
    {
        try
        {
            return server.Order.Transport == TurnTransport.Udp
                ? new UdpTurnLink(server.Address, poller)
                : await StreamTurnLink.OpenAsync(server, cancellationToken);
        }
        catch (SocketException error)
        {
            throw new IOException($"the connection failed ({error.Message})", error);
        }
    }

    /// <summary>A marked socket of the address's family.</summary>
    protected static Socket MakeSocket(IPEndPoint address, SocketType type, ProtocolType protocol)
    {
        var socket = new Socket(address.AddressFamily, type, protocol);
        try
        {
            LinuxSocket.Mark(socket);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
