using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using MeshGate.NodeDaemon.Sockets;

namespace MeshGate.NodeDaemon.PortMapping;

/// <summary>Sockets towards the router: on its interface alone, and with the daemon's mark, so that no route through the mesh takes them.</summary>
internal static class LanSocket
{
    private const int SolSocket = 1;
    private const int SoBindToDevice = 25;
    private const int SoMark = 36;

    /// <summary>Opens an IPv4 socket.</summary>
    /// <exception cref="SocketException">There is no such interface.</exception>
    internal static Socket Open(SocketType type, ProtocolType protocol, string @interface)
    {
        var socket = new Socket(AddressFamily.InterNetwork, type, protocol);
        try
        {
            socket.SetRawSocketOption(SolSocket, SoBindToDevice, Encoding.ASCII.GetBytes(@interface + '\0'));
            Mark(socket);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void Mark(Socket socket)
    {
        try
        {
            var mark = (int)PacketMark.Value;
            socket.SetRawSocketOption(SolSocket, SoMark, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in mark)));
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.AccessDenied or SocketError.OperationNotSupported)
        {
            // Somebody without CAP_NET_ADMIN who only looks (netcheck); the interface alone keeps the packets out of the mesh.
        }
    }
}
