using System.Net.Sockets;
using System.Text;

namespace MeshGate.Probing.Sockets;

/// <summary>Socket options of Linux (socket(7)) that .NET has no names for.</summary>
public static class LinuxSocket
{
    private const int SocketLevel = 1;
    private const int OptionBindToDevice = 25;
    private const int OptionSendBufferForce = 32;
    private const int OptionReceiveBufferForce = 33;
    private const int OptionMark = 36;
    private const int BufferLength = 1 << 20;

    /// <summary>Sets SO_MARK, so that no default route through the mesh takes the socket's packets.</summary>
    public static void Mark(Socket socket) => socket.SetRawSocketOption(SocketLevel, OptionMark, BitConverter.GetBytes(PacketMark.Value));

    /// <summary>Has the socket send and receive at one interface alone.</summary>
    /// <exception cref="SocketException">There is no such interface.</exception>
    public static void BindToDevice(Socket socket, string interfaceName)
        => socket.SetRawSocketOption(SocketLevel, OptionBindToDevice, Encoding.ASCII.GetBytes(interfaceName + '\0'));

    /// <summary>
    /// Asks for buffers that hold a tenth of a second of traffic, past the system's limit where that is allowed: what is marked runs
    /// with CAP_NET_ADMIN.
    /// </summary>
    public static void Enlarge(Socket socket)
    {
        socket.SetRawSocketOption(SocketLevel, OptionSendBufferForce, BitConverter.GetBytes(BufferLength));
        socket.SetRawSocketOption(SocketLevel, OptionReceiveBufferForce, BitConverter.GetBytes(BufferLength));
    }
}
