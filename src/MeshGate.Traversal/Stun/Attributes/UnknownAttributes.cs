using System.Buffers.Binary;

namespace MeshGate.Traversal.Stun.Attributes;

/// <summary>UNKNOWN-ATTRIBUTES (RFC 8489, section 14.13): what a server with error 420 did not understand.</summary>
public static class UnknownAttributes
{
    /// <summary>Reads as many types as fit; false when the attribute is absent or malformed.</summary>
    public static bool TryRead(in StunMessage message, Span<ushort> types, out int count)
    {
        count = 0;
        if (!message.TryGet(StunAttributeType.UnknownAttributes, out ReadOnlySpan<byte> value) || (value.Length & 1) != 0)
        {
            return false;
        }

        count = Math.Min(types.Length, value.Length / 2);
        for (int i = 0; i < count; i++)
        {
            types[i] = BinaryPrimitives.ReadUInt16BigEndian(value[(2 * i)..]);
        }

        return true;
    }

    /// <summary>Adds the attribute.</summary>
    public static void Write(ref StunMessageBuilder builder, ReadOnlySpan<ushort> types)
    {
        Span<byte> value = builder.Add(StunAttributeType.UnknownAttributes, 2 * types.Length);
        for (int i = 0; i < types.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(value[(2 * i)..], types[i]);
        }
    }
}
