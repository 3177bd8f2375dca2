namespace MeshGate.Traversal.Stun.Attributes;

/// <summary>NONCE (RFC 8489, section 14.10): a server's token against replay, sent back as it came.</summary>
public static class Nonce
{
    /// <summary>Reads the attribute; false when it is absent, too long or no UTF-8.</summary>
    public static bool TryRead(in StunMessage message, out ReadOnlySpan<byte> utf8) =>
        TextValue.TryRead(message, StunAttributeType.Nonce, TextValue.MaxRead, out utf8);

    /// <summary>Adds the attribute.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The text is longer than 509 bytes.</exception>
    public static void Write(ref StunMessageBuilder builder, ReadOnlySpan<byte> utf8) =>
        TextValue.Write(ref builder, StunAttributeType.Nonce, TextValue.MaxWrite, utf8);
}
