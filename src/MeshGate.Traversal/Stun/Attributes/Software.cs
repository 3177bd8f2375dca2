namespace MeshGate.Traversal.Stun.Attributes;

/// <summary>SOFTWARE (RFC 8489, section 14.14): what the sender runs, for a person. Nothing may depend on it.</summary>
public static class Software
{
    /// <summary>Reads the attribute; false when it is absent, too long or no UTF-8.</summary>
    public static bool TryRead(in StunMessage message, out ReadOnlySpan<byte> utf8) =>
        TextValue.TryRead(message, StunAttributeType.Software, TextValue.MaxRead, out utf8);

    /// <summary>Adds the attribute.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The text is longer than 509 bytes.</exception>
    public static void Write(ref StunMessageBuilder builder, ReadOnlySpan<byte> utf8) =>
        TextValue.Write(ref builder, StunAttributeType.Software, TextValue.MaxWrite, utf8);
}
