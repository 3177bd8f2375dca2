using System.Buffers.Binary;

namespace MeshGate.Traversal.Stun;

/// <summary>
/// A parsed STUN message: a view into its datagram that allocates nothing and is valid as long as the datagram's buffer is. Being
/// well-formed says nothing about who sent it. Of attributes that appear twice the first counts, and what follows
/// MESSAGE-INTEGRITY or MESSAGE-INTEGRITY-SHA256 is not seen (RFC 8489, sections 14, 14.5 and 14.6).
/// </summary>
public readonly ref struct StunMessage
{
    private readonly ReadOnlySpan<byte> _datagram;
    private readonly StunLayout _layout;

    internal StunMessage(ReadOnlySpan<byte> datagram, StunMessageType type, StunLayout layout)
    {
        _datagram = datagram;
        _layout = layout;
        Type = type;
    }

    /// <summary>Class and method.</summary>
    public StunMessageType Type { get; }

    /// <summary>The transaction.</summary>
    public TransactionId TransactionId => TransactionId.FromBytes(_datagram.Slice(8, TransactionId.Length));

    /// <summary>The whole message, as received.</summary>
    public ReadOnlySpan<byte> Datagram => _datagram;

    /// <summary>
    /// How many attributes have to be understood and are not. When it is not zero a response fails its transaction, and a request is
    /// refused or dropped (RFC 8489, section 6.3).
    /// </summary>
    public int UnknownRequiredCount => _layout.UnknownRequired;

    // Zero stands for "absent": no attribute begins inside the header.
    internal int MessageIntegrityOffset => _layout.MessageIntegrity;

    internal int MessageIntegritySha256Offset => _layout.MessageIntegritySha256;

    internal int FingerprintOffset => _layout.Fingerprint;

    /// <summary>Walks over the attributes before the first integrity attribute.</summary>
    public StunAttributeEnumerator GetEnumerator() =>
        new(_datagram[StunConstants.HeaderLength.._layout.OrdinaryEnd]);

    /// <summary>The value of the first attribute of a type; false when there is none.</summary>
    public bool TryGet(StunAttributeType type, out ReadOnlySpan<byte> value)
    {
        int offset = type switch
        {
            StunAttributeType.MessageIntegrity => _layout.MessageIntegrity,
            StunAttributeType.MessageIntegritySha256 => _layout.MessageIntegritySha256,
            StunAttributeType.Fingerprint => _layout.Fingerprint,
            _ => -1,
        };
        if (offset > 0)
        {
            value = _datagram.Slice(
                offset + StunConstants.AttributeHeaderLength, BinaryPrimitives.ReadUInt16BigEndian(_datagram[(offset + 2)..]));
            return true;
        }

        if (offset < 0)
        {
            foreach (StunAttribute attribute in this)
            {
                if (attribute.Type == type)
                {
                    value = attribute.Value;
                    return true;
                }
            }
        }

        value = default;
        return false;
    }

    /// <summary>Whether there is an attribute of a type.</summary>
    public bool Contains(StunAttributeType type) => TryGet(type, out _);

    /// <summary>Lists the types counted by <see cref="UnknownRequiredCount"/>, as many as fit, for UNKNOWN-ATTRIBUTES.</summary>
    /// <returns>How many were written.</returns>
    public int CopyUnknownRequired(Span<ushort> destination)
    {
        int written = 0;
        foreach (StunAttribute attribute in this)
        {
            if (written < destination.Length && StunMessageParser.IsUnknownRequired((ushort)attribute.Type))
            {
                destination[written++] = (ushort)attribute.Type;
            }
        }

        return written;
    }
}
