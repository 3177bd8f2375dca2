using System.Net.Sockets;
using MeshGate.NodeDaemon.Sockets;

namespace MeshGate.NodeDaemon.Turn.Forwarding;

/// <summary>Marks sockets, so that no default route through the mesh takes their packets.</summary>
internal static class MarkedSocket
{
    private const int SocketLevel = 1;
    private const int OptionMark = 36;
    private const int OptionSendBufferForce = 32;
    private const int OptionReceiveBufferForce = 33;
    private const int BufferLength = 1 << 20;

    /// <summary>
    /// Asks for buffers that hold a tenth of a second of traffic, past the system's limit where that is allowed: what is marked runs
    /// with CAP_NET_ADMIN.
    /// </summary>
    public static void Enlarge(Socket socket)
    {
        socket.SetRawSocketOption(SocketLevel, OptionSendBufferForce, BitConverter.GetBytes(BufferLength));
        socket.SetRawSocketOption(SocketLevel, OptionReceiveBufferForce, BitConverter.GetBytes(BufferLength));
    }

    /// <summary>Sets SO_MARK.</summary>
    public static void Mark(Socket socket) => socket.SetRawSocketOption(SocketLevel, OptionMark, BitConverter.GetBytes(PacketMark.Value));
}
