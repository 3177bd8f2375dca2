using System.Buffers.Binary;

namespace MeshGate.Traversal.Stun;

/// <summary>
/// Writes one STUN message into a buffer (RFC 8489, section 5). The header's length is right after every attribute, which is what
/// integrity and fingerprint are computed over. A buffer that is too small is the caller's mistake and throws.
/// </summary>
public ref struct StunMessageBuilder
{
    private readonly Span<byte> _buffer;
    private readonly byte _padding;

    /// <summary>Begins a message.</summary>
    /// <param name="buffer">Where to write.</param>
    /// <param name="type">Class and method.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="padding">What fills a value up to a multiple of 4. Zero (RFC 8489, section 14); older software used other bytes.</param>
    public StunMessageBuilder(Span<byte> buffer, StunMessageType type, TransactionId transaction, byte padding = 0)
    {
        _buffer = buffer;
        _padding = padding;
        Length = StunConstants.HeaderLength;
        ThrowIfFull();
        BinaryPrimitives.WriteUInt16BigEndian(buffer, type.Encode());
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[4..], StunConstants.MagicCookie);
        transaction.CopyTo(buffer[8..]);
    }

    /// <summary>The bytes written so far: the message's length when no attribute is to come.</summary>
    public int Length { get; private set; }

    /// <summary>The message so far.</summary>
    internal readonly ReadOnlySpan<byte> Written => _buffer[..Length];

    /// <summary>The header's transaction, as it stands in the message.</summary>
    internal readonly ReadOnlySpan<byte> CookieAndTransaction => _buffer[4..StunConstants.HeaderLength];

    /// <summary>Adds an attribute with a copy of a value.</summary>
    /// <exception cref="ArgumentException">The buffer is full.</exception>
    public void Add(StunAttributeType type, ReadOnlySpan<byte> value) => value.CopyTo(Add(type, value.Length));

    /// <summary>Adds an attribute whose value, zeroed, is for the caller to fill in.</summary>
    /// <exception cref="ArgumentException">The buffer is full.</exception>
    public Span<byte> Add(StunAttributeType type, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)StunConstants.MaxMessageLength, nameof(length));
        int offset = Length;
        int padded = (length + 3) & ~3;
        Length += StunConstants.AttributeHeaderLength + padded;
        ThrowIfFull();
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[offset..], (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[(offset + 2)..], (ushort)length);
        Span<byte> value = _buffer.Slice(offset + StunConstants.AttributeHeaderLength, padded);
        value[..length].Clear();
        value[length..].Fill(_padding);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[2..], (ushort)(Length - StunConstants.HeaderLength));
        return value[..length];
    }

    private readonly void ThrowIfFull()
    {
        if (Length > Math.Min(_buffer.Length, StunConstants.MaxMessageLength))
        {
            throw new ArgumentException($"The message needs {Length} bytes; the buffer has {_buffer.Length}.");
        }
    }
}
