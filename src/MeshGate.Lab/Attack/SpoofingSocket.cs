using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Attack;

/// <summary>Sends UDP over IPv4 from any source address and port.</summary>
internal sealed class SpoofingSocket : IDisposable
{
    private const int IPv4Header = 20;
    private const int UdpHeader = 8;
    private readonly Socket _socket;
    private readonly byte[] _packet = new byte[2048];

    /// <summary>A raw socket that takes packets with their IP header (raw(7), IPPROTO_RAW).</summary>
    internal SpoofingSocket(NetworkNamespace network)
    {
        _socket = network.CreateSocket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Raw);
        _socket.SendBufferSize = 4 * 1024 * 1024;
    }

    /// <summary>Sends a datagram; returns the bytes on the wire, without the Ethernet header.</summary>
    internal int Send(IPEndPoint source, IPEndPoint target, ReadOnlySpan<byte> payload)
    {
        var length = IPv4Header + UdpHeader + payload.Length;
        var packet = _packet.AsSpan(0, length);
        packet[..(IPv4Header + UdpHeader)].Clear();

        // The kernel fills in identification, total length and checksum.
        packet[0] = 0x45;
        packet[8] = 64;
        packet[9] = (byte)ProtocolType.Udp;
        source.Address.TryWriteBytes(packet[12..], out _);
        target.Address.TryWriteBytes(packet[16..], out _);
        BinaryPrimitives.WriteUInt16BigEndian(packet[IPv4Header..], (ushort)source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(packet[(IPv4Header + 2)..], (ushort)target.Port);
        BinaryPrimitives.WriteUInt16BigEndian(packet[(IPv4Header + 4)..], (ushort)(UdpHeader + payload.Length));
        payload.CopyTo(packet[(IPv4Header + UdpHeader)..]);
        try
        {
            _socket.SendTo(packet, new IPEndPoint(target.Address, 0));
        }
        catch (SocketException)
        {
            // A full queue: one packet fewer.
        }

        return length;
    }

    public void Dispose() => _socket.Dispose();
}
