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

    /// <summary>CHANNEL-NUMBER (RFC 8656, section 18.1).</summary>
    ChannelNumber = 0x000C,

    /// <summary>LIFETIME (RFC 8656, section 18.2).</summary>
    Lifetime = 0x000D,

    /// <summary>XOR-PEER-ADDRESS (RFC 8656, section 18.3).</summary>
    XorPeerAddress = 0x0012,

    /// <summary>DATA (RFC 8656, section 18.4).</summary>
    Data = 0x0013,

    /// <summary>REALM (RFC 8489, section 14.9).</summary>
    Realm = 0x0014,

    /// <summary>NONCE (RFC 8489, section 14.10).</summary>
    Nonce = 0x0015,

    /// <summary>XOR-RELAYED-ADDRESS (RFC 8656, section 18.5).</summary>
    XorRelayedAddress = 0x0016,

    /// <summary>REQUESTED-ADDRESS-FAMILY (RFC 8656, section 18.6).</summary>
    RequestedAddressFamily = 0x0017,

    /// <summary>REQUESTED-TRANSPORT (RFC 8656, section 18.8).</summary>
    RequestedTransport = 0x0019,

    /// <summary>DONT-FRAGMENT (RFC 8656, section 18.9).</summary>
    DontFragment = 0x001A,

    /// <summary>MESSAGE-INTEGRITY-SHA256 (RFC 8489, section 14.6).</summary>
    MessageIntegritySha256 = 0x001C,

    /// <summary>PASSWORD-ALGORITHM (RFC 8489, section 14.12).</summary>
    PasswordAlgorithm = 0x001D,

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

    /// <summary>ADDITIONAL-ADDRESS-FAMILY (RFC 8656, section 18.11).</summary>
    AdditionalAddressFamily = 0x8000,

    /// <summary>ADDRESS-ERROR-CODE (RFC 8656, section 18.12).</summary>
    AddressErrorCode = 0x8001,

    /// <summary>PASSWORD-ALGORITHMS (RFC 8489, section 14.11).</summary>
    PasswordAlgorithms = 0x8002,

    /// <summary>SOFTWARE (RFC 8489, section 14.14).</summary>
    Software = 0x8022,

    /// <summary>ALTERNATE-SERVER (RFC 8489, section 14.15).</summary>
    AlternateServer = 0x8023,

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

    /// <summary>MeshGate's own: the kind of path a check takes, where it is lent.</summary>
    PathKind = 0xDA01,

    /// <summary>MeshGate's own: the sender's candidates.</summary>
    Candidates = 0xDA02,

    /// <summary>MeshGate's own: whether the session may sleep, asked and agreed to.</summary>
    Sleep = 0xDA03,

    /// <summary>MeshGate's own: the trace of the path change that a check is part of.</summary>
    Trace = 0xDA04,

    /// <summary>MeshGate's own: the MeshNode that sends a check.</summary>
    SenderName = 0xDA05,

    /// <summary>MeshGate's own: the sender begins WireGuard's handshake.</summary>
    Handshake = 0xDA06,
}
