using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MeshGate.Lab.Attack;

/// <summary>Makes the attacker's datagrams.</summary>
internal static class AttackPayloads
{
    private const uint Cookie = 0x2112A442;
    private const int StunHeader = 20;
    private const ushort Username = 0x0006;
    private const ushort UseCandidate = 0x0025;
    private const ushort IntegritySha256 = 0x001C;

    /// <summary>Binding request, success and error, indication; Allocate, Refresh, Send, CreatePermission, ChannelBind (RFC 8489, RFC 8656).</summary>
    private static readonly ushort[] Types = [0x0001, 0x0101, 0x0111, 0x0011, 0x0003, 0x0004, 0x0016, 0x0017, 0x0008, 0x0009, 0x0103, 0x0113];

    /// <summary>Garbage: with STUN's cookie, with one of WireGuard's types, or with neither.</summary>
    internal static byte[] Garbage()
    {
        var bytes = RandomNumberGenerator.GetBytes(RandomNumberGenerator.GetInt32(1, 600));
        switch (RandomNumberGenerator.GetInt32(4))
        {
            case 0 or 1 when bytes.Length >= StunHeader:
                BinaryPrimitives.WriteUInt16BigEndian(bytes, Types[RandomNumberGenerator.GetInt32(Types.Length)]);
                BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)((bytes.Length - StunHeader) & ~3));
                BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), Cookie);
                break;
            case 2 when bytes.Length >= 4:
                BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)RandomNumberGenerator.GetInt32(1, 5));
                break;
        }

        return bytes;
    }

    /// <summary>A well-formed STUN message with a user name of the usual length and an integrity that nobody's key gives.</summary>
    internal static byte[] Forged(ushort? type = null)
    {
        var message = new byte[StunHeader + 4 + 64 + 4 + 4 + 32];
        RandomNumberGenerator.Fill(message);
        BinaryPrimitives.WriteUInt16BigEndian(message, type ?? Types[RandomNumberGenerator.GetInt32(Types.Length)]);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), (ushort)(message.Length - StunHeader));
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(4), Cookie);
        var at = Attribute(message, StunHeader, Username, 64);
        at = Attribute(message, at, UseCandidate, 0);
        _ = Attribute(message, at, IntegritySha256, 32);
        return message;
    }

    /// <summary>The least Binding request: what a public STUN server answers to anybody.</summary>
    internal static byte[] PlainRequest()
    {
        var message = RandomNumberGenerator.GetBytes(StunHeader);
        BinaryPrimitives.WriteUInt32BigEndian(message, 0x00010000);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(4), Cookie);
        return message;
    }

    private static int Attribute(Span<byte> message, int at, ushort type, ushort length)
    {
        BinaryPrimitives.WriteUInt16BigEndian(message[at..], type);
        BinaryPrimitives.WriteUInt16BigEndian(message[(at + 2)..], length);
        return at + 4 + length;
    }
}
