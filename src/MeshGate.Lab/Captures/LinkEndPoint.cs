using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace MeshGate.Lab.Captures;

/// <summary>An interface as the address of a packet socket (packet(7), struct sockaddr_ll).</summary>
internal sealed class LinkEndPoint(int interfaceIndex) : EndPoint
{
    /// <summary>Every protocol (ETH_P_ALL).</summary>
    internal const ushort AllProtocols = 3;

    private const int Length = 20;

    /// <inheritdoc/>
    public override AddressFamily AddressFamily => AddressFamily.Packet;

    /// <inheritdoc/>
    public override SocketAddress Serialize()
    {
        var address = new SocketAddress(AddressFamily.Packet, Length);
        Span<byte> bytes = stackalloc byte[Length];
        bytes.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], AllProtocols);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], interfaceIndex);
        for (var i = 2; i < Length; i++)
        {
            address[i] = bytes[i];
        }

        return address;
    }

    /// <inheritdoc/>
    public override EndPoint Create(SocketAddress socketAddress) => this;
}
