namespace MeshGate.Traversal.Stun;

/// <summary>The methods that this codec knows; the parser refuses others.</summary>
public enum StunMethod
{
    /// <summary>No method: reserved (RFC 8489, section 18.2).</summary>
    None = 0,

    /// <summary>Asks which address a datagram came from (RFC 8489, section 3).</summary>
    Binding = 1,

    /// <summary>Asks a TURN server for a relayed transport address (RFC 8656, section 7).</summary>
    Allocate = 3,

    /// <summary>Prolongs or, with a lifetime of zero, ends an allocation (RFC 8656, section 8).</summary>
    Refresh = 4,

    /// <summary>An indication: data for a peer (RFC 8656, section 11).</summary>
    Send = 6,

    /// <summary>An indication: data from a peer (RFC 8656, section 11).</summary>
    Data = 7,

    /// <summary>Lets peers at an address send to the allocation (RFC 8656, section 10).</summary>
    CreatePermission = 8,

    /// <summary>Gives a peer a channel number, which also permits its address (RFC 8656, section 12).</summary>
    ChannelBind = 9,
}
