namespace MeshGate.Traversal.Stun;

/// <summary>Why a datagram is no STUN message that this codec reads (RFC 8489, section 6.3). It is dropped in silence, and counted.</summary>
public enum StunParseError
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>Shorter than a header.</summary>
    TooShort,

    /// <summary>Longer than <see cref="StunConstants.MaxMessageLength"/>.</summary>
    TooLong,

    /// <summary>The top two bits are not zero: another protocol.</summary>
    NotStun,

    /// <summary>The magic cookie is missing.</summary>
    BadCookie,

    /// <summary>The length is no multiple of 4.</summary>
    UnalignedLength,

    /// <summary>The length differs from that of the datagram, which is cut off or has trailing bytes.</summary>
    LengthMismatch,

    /// <summary>The method is not known.</summary>
    UnknownMethod,

    /// <summary>An attribute reaches beyond the message.</summary>
    AttributeOverrun,

    /// <summary>More than <see cref="StunConstants.MaxAttributes"/> attributes.</summary>
    TooManyAttributes,

    /// <summary>An attribute follows FINGERPRINT, which has to be the last one (RFC 8489, section 14.7).</summary>
    AttributeAfterFingerprint,
}
