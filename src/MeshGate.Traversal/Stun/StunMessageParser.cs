using System.Buffers.Binary;

namespace MeshGate.Traversal.Stun;

/// <summary>Reads STUN messages from hostile datagrams (RFC 8489, section 6.3): bounded work, no allocation, no exception.</summary>
public static class StunMessageParser
{
    /// <summary>Reads a datagram that holds exactly one message.</summary>
    /// <param name="datagram">The payload of one UDP datagram.</param>
    /// <param name="message">The message, or the default.</param>
    /// <param name="error">Why it was refused.</param>
    /// <returns>Whether the datagram is well-formed. Its integrity is the caller's to check.</returns>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out StunMessage message, out StunParseError error)
    {
        message = default;
        error = CheckHeader(datagram, out StunMessageType type);
        if (error != StunParseError.None)
        {
            return false;
        }

        error = ReadAttributes(datagram, out StunLayout layout);
        if (error != StunParseError.None)
        {
            return false;
        }

        message = new StunMessage(datagram, type, layout);
        return true;
    }

    internal static bool IsUnknownRequired(ushort type) => type < 0x8000 && (StunAttributeType)type switch
    {
        StunAttributeType.MappedAddress or StunAttributeType.ChangeRequest or StunAttributeType.Username
            or StunAttributeType.MessageIntegrity or StunAttributeType.ErrorCode or StunAttributeType.UnknownAttributes
            or StunAttributeType.Realm or StunAttributeType.Nonce or StunAttributeType.MessageIntegritySha256
            or StunAttributeType.XorMappedAddress or StunAttributeType.Priority or StunAttributeType.UseCandidate
            or StunAttributeType.Padding or StunAttributeType.ChannelNumber or StunAttributeType.Lifetime
            or StunAttributeType.XorPeerAddress or StunAttributeType.Data or StunAttributeType.XorRelayedAddress
            or StunAttributeType.RequestedAddressFamily or StunAttributeType.RequestedTransport or StunAttributeType.DontFragment
            or StunAttributeType.PasswordAlgorithm => false,
        _ => true,
    };

    private static StunParseError CheckHeader(ReadOnlySpan<byte> datagram, out StunMessageType type)
    {
        type = default;
        if (datagram.Length < StunConstants.HeaderLength)
        {
            return StunParseError.TooShort;
        }

        if ((datagram[0] & 0xc0) != 0)
        {
            return StunParseError.NotStun;
        }

        if (BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) != StunConstants.MagicCookie)
        {
            return StunParseError.BadCookie;
        }

        if (datagram.Length > StunConstants.MaxMessageLength)
        {
            return StunParseError.TooLong;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]);
        if ((length & 3) != 0)
        {
            return StunParseError.UnalignedLength;
        }

        if (StunConstants.HeaderLength + length != datagram.Length)
        {
            return StunParseError.LengthMismatch;
        }

        return StunMessageType.TryDecode(BinaryPrimitives.ReadUInt16BigEndian(datagram), out type)
            ? StunParseError.None
            : StunParseError.UnknownMethod;
    }

    private static StunParseError ReadAttributes(ReadOnlySpan<byte> datagram, out StunLayout layout)
    {
        layout = default;
        int offset = StunConstants.HeaderLength;
        for (int count = 0; offset < datagram.Length; count++)
        {
            if (count == StunConstants.MaxAttributes)
            {
                return StunParseError.TooManyAttributes;
            }

            if (layout.Fingerprint != 0)
            {
                return StunParseError.AttributeAfterFingerprint;
            }

            // Everything is a multiple of 4, so that at least an attribute's header remains.
            ushort type = BinaryPrimitives.ReadUInt16BigEndian(datagram[offset..]);
            int length = BinaryPrimitives.ReadUInt16BigEndian(datagram[(offset + 2)..]);
            int end = offset + StunConstants.AttributeHeaderLength + ((length + 3) & ~3);
            if (end > datagram.Length)
            {
                return StunParseError.AttributeOverrun;
            }

            Place(ref layout, type, offset);
            offset = end;
        }

        layout.OrdinaryEnd = layout.OrdinaryEnd == 0 ? datagram.Length : layout.OrdinaryEnd;
        return StunParseError.None;
    }

    private static void Place(ref StunLayout layout, ushort type, int offset)
    {
        switch ((StunAttributeType)type)
        {
            case StunAttributeType.Fingerprint:
                layout.Fingerprint = offset;
                break;
            case StunAttributeType.MessageIntegritySha256:
                layout.MessageIntegritySha256 = layout.MessageIntegritySha256 == 0 ? offset : layout.MessageIntegritySha256;
                break;
            case StunAttributeType.MessageIntegrity when layout.OrdinaryEnd == 0:
                layout.MessageIntegrity = offset;
                break;
            default:
                layout.UnknownRequired += layout.OrdinaryEnd == 0 && IsUnknownRequired(type) ? 1 : 0;
                return;
        }

        layout.OrdinaryEnd = layout.OrdinaryEnd == 0 ? offset : layout.OrdinaryEnd;
    }
}
