using System.Net.Sockets;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Captures;

/// <summary>Opens packet sockets (packet(7)): they see every frame of an interface, sent and received.</summary>
internal static class PacketSocket
{
    // SOL_SOCKET, SO_RCVBUFFORCE: root may have more than the system's limit.
    private const int SocketLevel = 1;
    private const int ForceReceiveBuffer = 33;
    private const int ReceiveBuffer = 16 * 1024 * 1024;

    /// <exception cref="LabException">There is no such interface.</exception>
    internal static Socket Open(NetworkNamespace network, string device) => network.Run(() =>
    {
        var socket = new Socket(AddressFamily.Packet, SocketType.Raw, (ProtocolType)(LinkEndPoint.AllProtocols << 8));
        try
        {
            socket.Bind(new LinkEndPoint(Index(device)));
            socket.SetRawSocketOption(SocketLevel, ForceReceiveBuffer, BitConverter.GetBytes(ReceiveBuffer));
            socket.ReceiveTimeout = 200;
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    });

    private static int Index(string device) => NativeMethods.InterfaceIndex(device) is > 0 and var index
        ? (int)index
        : throw new LabException($"There is no interface {device}.");
}
