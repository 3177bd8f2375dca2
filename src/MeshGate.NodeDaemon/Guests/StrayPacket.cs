using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using MeshGate.NodeDaemon.Network;

namespace MeshGate.NodeDaemon.Guests;

/// <summary>The little of an IP packet that has to be known of one that has nowhere to go (RFC 791, RFC 8200).</summary>
public static class StrayPacket
{
    private const int Header4 = 20;
    private const int Header6 = 40;
    private const byte Icmp4 = 1;
    private const byte Icmp6 = 58;
    private const int IcmpHeader = 8;
    private const int Quoted4 = 8;
    private const int Longest6 = 1280;

    /// <summary>Where a packet is to go; false for what is no IP packet.</summary>
    public static bool TryReadDestination(ReadOnlySpan<byte> packet, [NotNullWhen(true)] out IPAddress? destination)
    {
        destination = (packet.IsEmpty ? 0 : packet[0] >> 4) switch
        {
            4 when packet.Length >= Header4 && HeaderLength(packet) >= Header4 && packet.Length >= HeaderLength(packet) => new IPAddress(packet.Slice(16, 4)),
            6 when packet.Length >= Header6 => new IPAddress(packet.Slice(24, 16)),
            _ => null,
        };
        return destination is not null;
    }

    /// <summary>
    /// What a router answers that has no way to a packet's destination: ICMP host unreachable (RFC 792) or address unreachable (RFC 4443),
    /// as if from the destination. Null where nothing may be answered: to an ICMP error, or to a fragment other than the first (RFC 1122, section 3.2.2).
    /// </summary>
    public static byte[]? Unreachable(ReadOnlySpan<byte> packet)
        => !TryReadDestination(packet, out _) ? null : packet[0] >> 4 == 4 ? Unreachable4(packet) : Unreachable6(packet);

    private static byte[]? Unreachable4(ReadOnlySpan<byte> packet)
    {
        var header = HeaderLength(packet);
        var isFragment = (BinaryPrimitives.ReadUInt16BigEndian(packet[6..]) & 0x1fff) != 0;

        // An echo request (8) may be answered; what else ICMP carries may be an error.
        if (isFragment || (packet[9] == Icmp4 && (packet.Length <= header || packet[header] != 8)))
        {
            return null;
        }

        var quoted = packet[..Math.Min(packet.Length, header + Quoted4)];
        var answer = new byte[Header4 + IcmpHeader + quoted.Length];
        var ip = answer.AsSpan(0, Header4);
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)answer.Length);
        ip[8] = 64;
        ip[9] = Icmp4;
        packet.Slice(16, 4).CopyTo(ip[12..]);
        packet.Slice(12, 4).CopyTo(ip[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], InternetChecksum.Of(ip));
        var icmp = answer.AsSpan(Header4);
        icmp[0] = 3;
        icmp[1] = 1;
        quoted.CopyTo(icmp[IcmpHeader..]);
        BinaryPrimitives.WriteUInt16BigEndian(icmp[2..], InternetChecksum.Of(icmp));
        return answer;
    }

    private static byte[]? Unreachable6(ReadOnlySpan<byte> packet)
    {
        // An echo request (128) may be answered, multicast may not.
        if ((packet[6] == Icmp6 && (packet.Length <= Header6 || packet[Header6] != 128)) || packet[24] == 0xff)
        {
            return null;
        }

        var quoted = packet[..Math.Min(packet.Length, Longest6 - Header6 - IcmpHeader)];
        var answer = new byte[Header6 + IcmpHeader + quoted.Length];
        answer[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(4), (ushort)(IcmpHeader + quoted.Length));
        answer[6] = Icmp6;
        answer[7] = 64;
        packet.Slice(24, 16).CopyTo(answer.AsSpan(8));
        packet.Slice(8, 16).CopyTo(answer.AsSpan(24));
        var icmp = answer.AsSpan(Header6);
        icmp[0] = 1;
        icmp[1] = 3;
        quoted.CopyTo(icmp[IcmpHeader..]);
        var pseudo = (uint)icmp.Length + Icmp6 + InternetChecksum.Sum(answer.AsSpan(8, 32));
        BinaryPrimitives.WriteUInt16BigEndian(icmp[2..], InternetChecksum.Of(icmp, pseudo));
        return answer;
    }

    private static int HeaderLength(ReadOnlySpan<byte> packet) => (packet[0] & 0xf) * 4;
}
