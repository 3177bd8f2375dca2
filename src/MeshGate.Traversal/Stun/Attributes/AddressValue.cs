using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace MeshGate.Traversal.Stun.Attributes;

/// <summary>The value that all address attributes share: a family, a port and an address (RFC 8489, sections 14.1 and 14.2).</summary>
internal static class AddressValue
{
    private const byte Ipv4 = 1;
    private const byte Ipv6 = 2;

    public static bool TryRead(in StunMessage message, StunAttributeType type, bool xor, out IPEndPoint? endpoint)
    {
        endpoint = null;
        return message.TryGet(type, out ReadOnlySpan<byte> value) && TryDecode(message, value, xor, out endpoint);
    }

    public static bool TryDecode(in StunMessage message, ReadOnlySpan<byte> value, bool xor, out IPEndPoint? endpoint)
    {
        endpoint = null;
        if (value.Length < 4)
        {
            return false;
        }

        int length = value[1] switch { Ipv4 => 4, Ipv6 => 16, _ => -1 };
        if (value.Length != 4 + length)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[18];
        bytes = bytes[..(2 + length)];
        value[2..].CopyTo(bytes);
        if (xor)
        {
            Mask(bytes, message.Datagram[4..StunConstants.HeaderLength]);
        }

        endpoint = new IPEndPoint(new IPAddress(bytes[2..]), BinaryPrimitives.ReadUInt16BigEndian(bytes));
        return true;
    }

    public static void Write(ref StunMessageBuilder builder, StunAttributeType type, bool xor, IPEndPoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        // A dual-stack socket reports IPv4 peers as ::ffff:a.b.c.d; on the wire they are IPv4.
        IPAddress address = endpoint.Address.IsIPv4MappedToIPv6 ? endpoint.Address.MapToIPv4() : endpoint.Address;
        bool four = address.AddressFamily == AddressFamily.InterNetwork;
        Span<byte> value = builder.Add(type, four ? 8 : 20);
        value[1] = four ? Ipv4 : Ipv6;
        BinaryPrimitives.WriteUInt16BigEndian(value[2..], (ushort)endpoint.Port);
        _ = address.TryWriteBytes(value[4..], out _);
        if (xor)
        {
            Mask(value[2..], builder.CookieAndTransaction);
        }
    }

    // The port is masked with the cookie's first two bytes, the address with the cookie and, for IPv6, the transaction id.
    private static void Mask(Span<byte> portAndAddress, ReadOnlySpan<byte> cookieAndTransaction)
    {
        portAndAddress[0] ^= cookieAndTransaction[0];
        portAndAddress[1] ^= cookieAndTransaction[1];
        Span<byte> address = portAndAddress[2..];
        for (int i = 0; i < address.Length; i++)
        {
            address[i] ^= cookieAndTransaction[i];
        }
    }
}
