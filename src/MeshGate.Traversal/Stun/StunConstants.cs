namespace MeshGate.Traversal.Stun;

/// <summary>Numbers of the wire format (RFC 8489, section 5) and the bounds of this codec.</summary>
public static class StunConstants
{
    /// <summary>The value of bytes 4 to 7 of every message.</summary>
    public const uint MagicCookie = 0x2112A442;

    /// <summary>Bytes before the first attribute.</summary>
    public const int HeaderLength = 20;

    /// <summary>Bytes of type and length before an attribute's value.</summary>
    public const int AttributeHeaderLength = 4;

    /// <summary>
    /// The longest message read, in bytes. A message fits a path's MTU (RFC 8489, section 6.1); this leaves room for a relayed packet
    /// inside one, and bounds what a hostile datagram can cost.
    /// </summary>
    public const int MaxMessageLength = 2048;

    /// <summary>The most attributes read; a message with more is refused.</summary>
    public const int MaxAttributes = 64;
}
