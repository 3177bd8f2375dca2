using System.Buffers.Binary;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Turn;

/// <summary>
/// Cuts a TCP or TLS stream from a TURN server into STUN and ChannelData messages (RFC 8656, section 12.5). One fixed buffer: a message
/// that does not fit is skipped, since a stranger could have the server relay one; a stream that holds anything else is broken.
/// </summary>
public sealed class TurnDeframer
{
    private readonly byte[] _buffer = new byte[2 * MaxFrame];
    private int _start;
    private int _end;
    private int _skip;

    /// <summary>The longest message handed out, in bytes.</summary>
    public const int MaxFrame = StunConstants.MaxMessageLength + TurnConstants.ChannelHeaderLength;

    /// <summary>Whether the stream lost its frame for good; it has to be closed.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>How many messages were too long.</summary>
    public long Skipped { get; private set; }

    /// <summary>
    /// Where to put received bytes: at least <see cref="MaxFrame"/> of them once <see cref="TryNext"/> has returned false. What
    /// <see cref="TryNext"/> handed out is overwritten.
    /// </summary>
    public Memory<byte> Free
    {
        get
        {
            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                _end -= _start;
                _start = 0;
            }

            return _buffer.AsMemory(_end);
        }
    }

    /// <summary>Says how many bytes were put there.</summary>
    public void Received(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_buffer.Length - _end), nameof(count));
        _end += count;
    }

    /// <summary>Takes the next whole message; false when more bytes are needed or the stream is broken.</summary>
    public bool TryNext(out ReadOnlySpan<byte> frame)
    {
        frame = default;
        while (!IsBroken)
        {
            int skipped = Math.Min(_skip, _end - _start);
            _skip -= skipped;
            _start += skipped;
            ReadOnlySpan<byte> rest = _buffer.AsSpan(_start, _end - _start);
            if (_skip > 0 || !TryMeasure(rest, out int length, out int padded))
            {
                return false;
            }

            if (padded > MaxFrame)
            {
                _skip = padded;
                Skipped++;
                continue;
            }

            if (rest.Length < padded)
            {
                return false;
            }

            frame = rest[..length];
            _start += padded;
            return true;
        }

        return false;
    }

    private bool TryMeasure(ReadOnlySpan<byte> rest, out int length, out int padded)
    {
        length = padded = 0;
        if (rest.Length < TurnConstants.ChannelHeaderLength)
        {
            IsBroken = rest.Length > 0 && rest[0] > 0x4F;
            return false;
        }

        int told = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        if (ChannelData.IsChannelData(rest))
        {
            length = TurnConstants.ChannelHeaderLength + told;
            padded = length + ChannelData.PaddingOf(told);
            return true;
        }

        if (rest[0] > 0x3F || (told & 3) != 0)
        {
            IsBroken = true;
            return false;
        }

        if (rest.Length < 8)
        {
            return false;
        }

        IsBroken = BinaryPrimitives.ReadUInt32BigEndian(rest[4..]) != StunConstants.MagicCookie;
        length = padded = StunConstants.HeaderLength + told;
        return !IsBroken;
    }
}
