using System.Buffers.Binary;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Turn.Attributes;

/// <summary>LIFETIME (RFC 8656, section 18.2): for how many seconds an allocation is kept.</summary>
public static class Lifetime
{
    /// <summary>Reads the attribute; false when it is absent or of another length than 4 bytes.</summary>
    public static bool TryRead(in StunMessage message, out uint seconds)
    {
        bool found = message.TryGet(StunAttributeType.Lifetime, out ReadOnlySpan<byte> value) && value.Length == sizeof(uint);
        seconds = found ? BinaryPrimitives.ReadUInt32BigEndian(value) : 0;
        return found;
    }

    /// <summary>Adds the attribute.</summary>
    public static void Write(ref StunMessageBuilder builder, uint seconds) =>
        BinaryPrimitives.WriteUInt32BigEndian(builder.Add(StunAttributeType.Lifetime, sizeof(uint)), seconds);
}
