namespace MeshGate.Traversal.Stun.Attributes;

/// <summary>USERNAME (RFC 8489, section 14.3): whose key the integrity is made with; fewer than 509 bytes of UTF-8.</summary>
public static class Username
{
    /// <summary>Reads the attribute; false when it is absent, too long or no UTF-8.</summary>
    public static bool TryRead(in StunMessage message, out ReadOnlySpan<byte> utf8) =>
        TextValue.TryRead(message, StunAttributeType.Username, 508, out utf8);

    /// <summary>Adds the attribute.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The text is longer than 508 bytes.</exception>
    public static void Write(ref StunMessageBuilder builder, ReadOnlySpan<byte> utf8) =>
        TextValue.Write(ref builder, StunAttributeType.Username, 508, utf8);
}
