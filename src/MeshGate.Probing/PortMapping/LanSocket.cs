using System.Net.Sockets;
using MeshGate.Probing.Sockets;

namespace MeshGate.Probing.PortMapping;

/// <summary>Sockets towards the router: on its interface alone, and with the daemon's mark, so that no route through the mesh takes them.</summary>
internal static class LanSocket
{
    /// <summary>Opens an IPv4 socket.</summary>
    /// <exception cref="SocketException">There is no such interface.</exception>
    internal static Socket Open(SocketType type, ProtocolType protocol, string @interface)
    {
        var socket = new Socket(AddressFamily.InterNetwork, type, protocol);
        try
        {
            LinuxSocket.BindToDevice(socket, @interface);
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
            LinuxSocket.Mark(socket);
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.AccessDenied or SocketError.OperationNotSupported)
        {
            // Somebody without CAP_NET_ADMIN who only looks (netcheck); the interface alone keeps the packets out of the mesh.
        }
    }
}
