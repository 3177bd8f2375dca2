using System.Buffers.Binary;

namespace MeshGate.Traversal.Stun.Attributes;

/// <summary>
/// FINGERPRINT (RFC 8489, section 14.7): a CRC-32 over the message before it, which tells STUN from other traffic on the same port.
/// It proves nothing about the sender.
/// </summary>
public static class Fingerprint
{
    private const uint Mask = 0x5354554e;

    /// <summary>Whether the attribute is there and right.</summary>
    public static bool Verify(in StunMessage message)
    {
        int offset = message.FingerprintOffset;
        return message.TryGet(StunAttributeType.Fingerprint, out ReadOnlySpan<byte> value) && value.Length == 4
            && BinaryPrimitives.ReadUInt32BigEndian(value) == (Crc32.Compute(message.Datagram[..offset]) ^ Mask);
    }

    /// <summary>Adds the attribute, which has to be the last one.</summary>
    public static void Write(ref StunMessageBuilder builder)
    {
        int offset = builder.Length;
        Span<byte> value = builder.Add(StunAttributeType.Fingerprint, 4);
        BinaryPrimitives.WriteUInt32BigEndian(value, Crc32.Compute(builder.Written[..offset]) ^ Mask);
    }
}
