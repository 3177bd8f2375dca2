using System.Buffers.Binary;

namespace MeshGate.Traversal.Stun.Attributes;

/// <summary>PRIORITY (RFC 8445, section 7.1.1): the priority that a candidate learned from this check would have.</summary>
public static class Priority
{
    /// <summary>Reads the attribute; false when it is absent or of another length than 4 bytes.</summary>
    public static bool TryRead(in StunMessage message, out uint value)
    {
        bool found = message.TryGet(StunAttributeType.Priority, out ReadOnlySpan<byte> bytes) && bytes.Length == sizeof(uint);
        value = found ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;
        return found;
    }

    /// <summary>Adds the attribute.</summary>
    public static void Write(ref StunMessageBuilder builder, uint value) =>
        BinaryPrimitives.WriteUInt32BigEndian(builder.Add(StunAttributeType.Priority, sizeof(uint)), value);
}
