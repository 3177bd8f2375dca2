using System.Buffers.Binary;
using MeshGate.Traversal.Hellos;

namespace MeshGate.Lab.Crowd;

/// <summary>The few IP packets that a member of a crowd understands: pings (RFC 792, RFC 4443) and hellos.</summary>
internal static class TunnelPacket
{
    private const int IPv4Header = 20;
    private const int IPv6Header = 40;
    private const int UdpHeader = 8;
    private const byte Icmp = 1;
    private const byte IcmpV6 = 58;
    private const byte Udp = 17;

    /// <summary>Makes an echo request its own answer; false when it is none.</summary>
    internal static bool TryAnswerEcho(Span<byte> packet)
    {
        var header = HeaderOf(packet, out var protocol);
        if (header == 0 || packet.Length < header + UdpHeader)
        {
            return false;
        }

        var (request, answer) = protocol switch { Icmp => (8, 0), IcmpV6 => (128, 129), _ => (-1, -1) };
        var body = packet[header..];
        if (body[0] != request)
        {
            return false;
        }

        // RFC 1624: the checksum changes by the one word that does. Swapped addresses leave every sum as it is.
        var sum = (ushort)~BinaryPrimitives.ReadUInt16BigEndian(body[2..]) + (ushort)~(request << 8) + (uint)(answer << 8);
        sum = (sum & 0xffff) + (sum >> 16);
        sum = (sum & 0xffff) + (sum >> 16);
        body[0] = (byte)answer;
        BinaryPrimitives.WriteUInt16BigEndian(body[2..], (ushort)~sum);
        SwapAddresses(packet, header);
        return true;
    }

    /// <summary>The hello in a packet; empty when it is none.</summary>
    internal static ReadOnlySpan<byte> HelloIn(ReadOnlySpan<byte> packet)
    {
        var header = HeaderOf(packet, out var protocol);
        return header > 0 && protocol == Udp && packet.Length >= header + UdpHeader + HelloCodec.Length
            && BinaryPrimitives.ReadUInt16BigEndian(packet[(header + 2)..]) == HelloCodec.Port
            ? packet.Slice(header + UdpHeader, HelloCodec.Length)
            : default;
    }

    /// <summary>Makes the packet of a hello that came one for a hello back.</summary>
    internal static void Turn(Span<byte> packet)
    {
        var header = HeaderOf(packet, out _);
        SwapAddresses(packet, header);
        var (from, to) = (BinaryPrimitives.ReadUInt16BigEndian(packet[header..]), BinaryPrimitives.ReadUInt16BigEndian(packet[(header + 2)..]));
        BinaryPrimitives.WriteUInt16BigEndian(packet[header..], to);
        BinaryPrimitives.WriteUInt16BigEndian(packet[(header + 2)..], from);
    }

    /// <summary>Writes a hello into such a packet.</summary>
    internal static Span<byte> HelloOf(Span<byte> packet) => packet.Slice(HeaderOf(packet, out _) + UdpHeader, HelloCodec.Length);

    /// <summary>Computes the checksum of UDP (RFC 768, RFC 8200 section 8.1) once the payload is written.</summary>
    internal static void Sum(Span<byte> packet)
    {
        var header = HeaderOf(packet, out var protocol);
        var udp = packet[header..];
        udp[6..8].Clear();
        var addresses = header == IPv6Header ? packet[8..IPv6Header] : packet[12..IPv4Header];
        var sum = Add(Add(protocol + (uint)udp.Length, addresses), udp);
        sum = (sum & 0xffff) + (sum >> 16);
        sum = (sum & 0xffff) + (sum >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(udp[6..], (ushort)~sum is 0 ? ushort.MaxValue : (ushort)~sum);
    }

    /// <summary>The packet without the padding that WireGuard added; empty when it is cut off.</summary>
    internal static Span<byte> Trim(Span<byte> padded)
    {
        var length = padded.Length < IPv4Header ? 0
            : padded[0] >> 4 == 4 ? BinaryPrimitives.ReadUInt16BigEndian(padded[2..])
            : padded.Length >= IPv6Header ? IPv6Header + BinaryPrimitives.ReadUInt16BigEndian(padded[4..]) : 0;
        return length <= padded.Length ? padded[..length] : default;
    }

    // Packets with options or extension headers are nobody's here.
    private static int HeaderOf(ReadOnlySpan<byte> packet, out byte protocol)
    {
        var header = packet.Length >= IPv4Header && packet[0] == 0x45 ? IPv4Header : packet.Length >= IPv6Header && packet[0] >> 4 == 6 ? IPv6Header : 0;
        protocol = header switch { IPv4Header => packet[9], IPv6Header => packet[6], _ => 0 };
        return header;
    }

    private static void SwapAddresses(Span<byte> packet, int header)
    {
        var (at, length) = header == IPv6Header ? (8, 16) : (12, 4);
        Span<byte> source = stackalloc byte[length];
        packet.Slice(at, length).CopyTo(source);
        packet.Slice(at + length, length).CopyTo(packet[at..]);
        source.CopyTo(packet[(at + length)..]);
    }

    private static uint Add(uint sum, ReadOnlySpan<byte> data)
    {
        for (var i = 0; i + 1 < data.Length; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(data[i..]);
        }

        return data.Length % 2 == 0 ? sum : sum + (uint)(data[^1] << 8);
    }
}
