using System.Buffers.Binary;

namespace MeshGate.Traversal.Stun.Attributes;

/// <summary>CHANGE-REQUEST (RFC 5780, section 7.2): asks a server to answer from its other address or port.</summary>
public static class ChangeRequest
{
    private const uint ChangeIp = 4;
    private const uint ChangePort = 2;

    /// <summary>Reads the attribute; false when it is absent or malformed.</summary>
    public static bool TryRead(in StunMessage message, out bool changeIp, out bool changePort)
    {
        bool found = message.TryGet(StunAttributeType.ChangeRequest, out ReadOnlySpan<byte> value) && value.Length == 4;
        uint flags = found ? BinaryPrimitives.ReadUInt32BigEndian(value) : 0;
        changeIp = (flags & ChangeIp) != 0;
        changePort = (flags & ChangePort) != 0;
        return found;
    }

    /// <summary>Adds the attribute.</summary>
    public static void Write(ref StunMessageBuilder builder, bool changeIp, bool changePort) =>
        BinaryPrimitives.WriteUInt32BigEndian(
            builder.Add(StunAttributeType.ChangeRequest, 4), (changeIp ? ChangeIp : 0) | (changePort ? ChangePort : 0));
}
