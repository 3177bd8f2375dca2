namespace MeshGate.Traversal.Stun;

/// <summary>
/// The attributes that this codec understands, by their number in the IANA registry. Below 0x8000 an attribute must be understood for
/// its message to be processed (RFC 8489, section 14).
/// </summary>
public enum StunAttributeType
{
    /// <summary>Reserved.</summary>
    None = 0,

    /// <summary>MAPPED-ADDRESS (RFC 8489, section 14.1).</summary>
    MappedAddress = 0x0001,

    /// <summary>CHANGE-REQUEST (RFC 5780, section 7.2).</summary>
    ChangeRequest = 0x0003,

    /// <summary>USERNAME (RFC 8489, section 14.3).</summary>
    Username = 0x0006,

    /// <summary>MESSAGE-INTEGRITY (RFC 8489, section 14.5).</summary>
    MessageIntegrity = 0x0008,

    /// <summary>ERROR-CODE (RFC 8489, section 14.8).</summary>
    ErrorCode = 0x0009,

    /// <summary>UNKNOWN-ATTRIBUTES (RFC 8489, section 14.13).</summary>
    UnknownAttributes = 0x000A,

    /// <summary>REALM (RFC 8489, section 14.9).</summary>
    Realm = 0x0014,

    /// <summary>NONCE (RFC 8489, section 14.10).</summary>
    Nonce = 0x0015,

    /// <summary>MESSAGE-INTEGRITY-SHA256 (RFC 8489, section 14.6).</summary>
    MessageIntegritySha256 = 0x001C,

    /// <summary>XOR-MAPPED-ADDRESS (RFC 8489, section 14.2).</summary>
    XorMappedAddress = 0x0020,

    /// <summary>PRIORITY (RFC 8445, section 7.1.1).</summary>
    Priority = 0x0024,

    /// <summary>USE-CANDIDATE (RFC 8445, section 7.1.2).</summary>
    UseCandidate = 0x0025,

    /// <summary>PADDING (RFC 5780, section 7.6).</summary>
    Padding = 0x0026,

    /// <summary>RESPONSE-PORT (RFC 5780, section 7.5).</summary>
    ResponsePort = 0x0027,

    /// <summary>SOFTWARE (RFC 8489, section 14.14).</summary>
    Software = 0x8022,

    /// <summary>FINGERPRINT (RFC 8489, section 14.7).</summary>
    Fingerprint = 0x8028,

    /// <summary>ICE-CONTROLLED (RFC 8445, section 7.1.3).</summary>
    IceControlled = 0x8029,

    /// <summary>ICE-CONTROLLING (RFC 8445, section 7.1.3).</summary>
    IceControlling = 0x802A,

    /// <summary>RESPONSE-ORIGIN (RFC 5780, section 7.3).</summary>
    ResponseOrigin = 0x802B,

    /// <summary>OTHER-ADDRESS (RFC 5780, section 7.4).</summary>
    OtherAddress = 0x802C,
}
