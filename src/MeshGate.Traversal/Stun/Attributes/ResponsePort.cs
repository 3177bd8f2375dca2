using System.Buffers.Binary;

namespace MeshGate.Traversal.Stun.Attributes;

/// <summary>RESPONSE-PORT (RFC 5780, section 7.5): asks a server to answer to another port of the address that it sees.</summary>
public static class ResponsePort
{
    /// <summary>Reads the attribute; false when it is absent or malformed.</summary>
    public static bool TryRead(in StunMessage message, out ushort port)
    {
        bool found = message.TryGet(StunAttributeType.ResponsePort, out ReadOnlySpan<byte> value) && value.Length == 4;
        port = found ? BinaryPrimitives.ReadUInt16BigEndian(value) : (ushort)0;
        return found;
    }

    /// <summary>Adds the attribute: the port and two bytes of zero.</summary>
    public static void Write(ref StunMessageBuilder builder, ushort port) =>
        BinaryPrimitives.WriteUInt16BigEndian(builder.Add(StunAttributeType.ResponsePort, 4), port);
}
