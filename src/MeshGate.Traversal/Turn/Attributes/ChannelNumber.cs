using System.Buffers.Binary;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Turn.Attributes;

/// <summary>CHANNEL-NUMBER (RFC 8656, section 18.1).</summary>
public static class ChannelNumber
{
    /// <summary>Reads the attribute; false when it is absent, of another length than 4 bytes, or no channel's number.</summary>
    public static bool TryRead(in StunMessage message, out ushort channel)
    {
        bool found = message.TryGet(StunAttributeType.ChannelNumber, out ReadOnlySpan<byte> value) && value.Length == 4;
        channel = found ? BinaryPrimitives.ReadUInt16BigEndian(value) : (ushort)0;
        return channel is >= TurnConstants.FirstChannel and <= TurnConstants.LastChannel;
    }

    /// <summary>Adds the attribute.</summary>
    public static void Write(ref StunMessageBuilder builder, ushort channel) =>
        BinaryPrimitives.WriteUInt16BigEndian(builder.Add(StunAttributeType.ChannelNumber, 4), channel);
}
