using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using MeshGate.Lab.Captures;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Attack;

/// <summary>Datagrams that came to a machine, as somebody on the line hears them.</summary>
internal static class OverheardDatagrams
{
    private const int EthernetHeader = 14;
    private const int UdpHeader = 8;
    private const int Most = 500;

    /// <summary>Listens for a while.</summary>
    internal static IReadOnlyList<(IPEndPoint Source, IPEndPoint Target, byte[] Payload)> Listen(
        NetworkNamespace network, IPAddress address, TimeSpan duration, TimeProvider time)
    {
        var heard = new List<(IPEndPoint, IPEndPoint, byte[])>();
        using var socket = PacketSocket.Open(network, "eth0");
        var buffer = new byte[65536];
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < duration && heard.Count < Most)
        {
            try
            {
                var length = socket.Receive(buffer);
                if (Read(buffer.AsSpan(0, length)) is { } datagram && datagram.Target.Address.Equals(address))
                {
                    heard.Add(datagram);
                }
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
            {
                // Silence.
            }
        }

        return heard;
    }

    private static (IPEndPoint Source, IPEndPoint Target, byte[] Payload)? Read(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < EthernetHeader + 20 + UdpHeader || frame[12] != 8 || frame[13] != 0)
        {
            return null;
        }

        var packet = frame[EthernetHeader..];
        var header = (packet[0] & 0xf) * 4;
        if (packet[9] != (byte)ProtocolType.Udp || packet.Length < header + UdpHeader)
        {
            return null;
        }

        var udp = packet[header..];
        var length = BinaryPrimitives.ReadUInt16BigEndian(udp[4..]);
        return length < UdpHeader || length > udp.Length || length > 1500
            ? null
            : (new IPEndPoint(new IPAddress(packet.Slice(12, 4)), BinaryPrimitives.ReadUInt16BigEndian(udp)),
                new IPEndPoint(new IPAddress(packet.Slice(16, 4)), BinaryPrimitives.ReadUInt16BigEndian(udp[2..])),
                udp[UdpHeader..length].ToArray());
    }
}
