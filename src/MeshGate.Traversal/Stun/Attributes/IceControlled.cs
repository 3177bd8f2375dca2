using System.Buffers.Binary;

namespace MeshGate.Traversal.Stun.Attributes;

/// <summary>ICE-CONTROLLED (RFC 8445, section 7.1.3): the sender holds the controlled role; the number breaks a tie.</summary>
public static class IceControlled
{
    /// <summary>Reads the attribute; false when it is absent or of another length than 8 bytes.</summary>
    public static bool TryRead(in StunMessage message, out ulong value)
    {
        bool found = message.TryGet(StunAttributeType.IceControlled, out ReadOnlySpan<byte> bytes) && bytes.Length == sizeof(ulong);
        value = found ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : 0;
        return found;
    }

    /// <summary>Adds the attribute.</summary>
    public static void Write(ref StunMessageBuilder builder, ulong value) =>
        BinaryPrimitives.WriteUInt64BigEndian(builder.Add(StunAttributeType.IceControlled, sizeof(ulong)), value);
}
