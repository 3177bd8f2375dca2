using System.Buffers.Binary;

namespace MeshGate.Traversal.Turn;

/// <summary>The ChannelData message (RFC 8656, section 12.4): four bytes before the data. Nothing allocates.</summary>
public static class ChannelData
{
    /// <summary>Whether a message is one, by its first byte (RFC 8656, section 12: 64 to 79).</summary>
    public static bool IsChannelData(ReadOnlySpan<byte> message) => message.Length > 0 && message[0] is >= 0x40 and <= 0x4F;

    /// <summary>Reads one; false when it is cut off or something else. Bytes behind it are padding.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ushort channel, out ReadOnlySpan<byte> data)
    {
        channel = 0;
        data = default;
        if (message.Length < TurnConstants.ChannelHeaderLength || !IsChannelData(message))
        {
            return false;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(message[2..]);
        if (length > message.Length - TurnConstants.ChannelHeaderLength)
        {
            return false;
        }

        channel = BinaryPrimitives.ReadUInt16BigEndian(message);
        data = message.Slice(TurnConstants.ChannelHeaderLength, length);
        return true;
    }

    /// <summary>Writes the four bytes before data of a length.</summary>
    public static void WriteHeader(Span<byte> destination, ushort channel, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channel, TurnConstants.FirstChannel);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channel, TurnConstants.LastChannel);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, ushort.MaxValue, nameof(length));
        BinaryPrimitives.WriteUInt16BigEndian(destination, channel);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)length);
    }

    /// <summary>How many bytes of padding follow on a stream (TCP, TLS); over UDP none.</summary>
    /// <param name="length">The length of the data.</param>
    public static int PaddingOf(int length) => -length & 3;
}
