using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace MeshGate.Probing.Sockets;

/// <summary>The system's own UDP sockets.</summary>
/// <param name="mark">The mark (SO_MARK) of every packet, which takes CAP_NET_ADMIN; null for none.</param>
public sealed class UdpProbeSockets(uint? mark = null) : IProbeSockets
{
    private const int SolSocket = 1;
    private const int SoMark = 36;

    /// <inheritdoc/>
    public IProbeSocket Open(AddressFamily family)
    {
        var socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (mark is { } value)
            {
                socket.SetRawSocketOption(SolSocket, SoMark, MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in value)));
            }

            socket.Bind(new IPEndPoint(family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0));
            return new UdpProbeSocket(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
