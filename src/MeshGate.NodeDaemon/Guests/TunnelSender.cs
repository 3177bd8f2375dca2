using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace MeshGate.NodeDaemon.Guests;

/// <summary>
/// Sends IP packets through the tunnel's interface as they are (packet(7)): they were routed and filtered already on the way to where they
/// were caught.
/// </summary>
/// <param name="interfaceName">The tunnel's interface.</param>
internal sealed class TunnelSender(string interfaceName) : IDisposable
{
    // struct sockaddr_ll
    private const int AddressLength = 20;
    private const int ProtocolOffset = 2;
    private const int IndexOffset = 4;
    private const ushort IPv4 = 0x0800;
    private const ushort IPv6 = 0x86dd;

    private Socket? _socket;

    /// <summary>Sends one packet; one that cannot be sent is lost.</summary>
    public void Send(ReadOnlySpan<byte> packet)
    {
        try
        {
            _socket ??= new Socket(AddressFamily.Packet, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
            var to = new SocketAddress(AddressFamily.Packet, AddressLength);
            BinaryPrimitives.WriteUInt16BigEndian(to.Buffer.Span[ProtocolOffset..], packet[0] >> 4 == 4 ? IPv4 : IPv6);
            BitConverter.TryWriteBytes(to.Buffer.Span[IndexOffset..], int.Parse(File.ReadAllText($"/sys/class/net/{interfaceName}/ifindex"), System.Globalization.CultureInfo.InvariantCulture));
            _socket.SendTo(packet, SocketFlags.None, to);
        }
        catch (Exception error) when (error is SocketException or IOException or UnauthorizedAccessException or FormatException)
        {
            // The interface is gone, or takes nothing just now: whoever sent it sends again.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket?.Dispose();
}
