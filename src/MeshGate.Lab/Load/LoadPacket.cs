using System.Buffers.Binary;

namespace MeshGate.Lab.Load;

/// <summary>
/// A numbered datagram that looks like WireGuard's transport data (type 4, for a session that nobody has), so that a relay forwards it
/// and the receiving WireGuard drops it at once.
/// </summary>
internal static class LoadPacket
{
    /// <summary>The least payload, in bytes.</summary>
    internal const int LeastSize = HeaderLength + MarkLength + 12;

    /// <summary>What tells one load's packets from all others, in bytes.</summary>
    internal const int MarkLength = 8;

    private const byte TransportData = 4;
    private const int HeaderLength = 16;

    /// <summary>A payload without its number.</summary>
    internal static byte[] Create(int size, ReadOnlySpan<byte> mark)
    {
        var payload = new byte[size];
        payload[0] = TransportData;
        mark.CopyTo(payload.AsSpan(HeaderLength));
        return payload;
    }

    /// <summary>Numbers a payload and notes when it goes.</summary>
    internal static void Stamp(Span<byte> payload, int number, long timestamp)
    {
        BinaryPrimitives.WriteInt32BigEndian(payload[(HeaderLength + MarkLength)..], number);
        BinaryPrimitives.WriteInt64BigEndian(payload[(HeaderLength + MarkLength + 4)..], timestamp);
    }

    /// <summary>Finds the number in a frame, whatever headers are around; false where it is another's.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> mark, out int number, out long timestamp)
    {
        (number, timestamp) = (0, 0);
        var at = frame.IndexOf(mark);
        if (at < 0 || frame.Length < at + MarkLength + 12)
        {
            return false;
        }

        number = BinaryPrimitives.ReadInt32BigEndian(frame[(at + MarkLength)..]);
        timestamp = BinaryPrimitives.ReadInt64BigEndian(frame[(at + MarkLength + 4)..]);
        return true;
    }
}
