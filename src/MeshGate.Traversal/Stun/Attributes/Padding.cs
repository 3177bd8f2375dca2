namespace MeshGate.Traversal.Stun.Attributes;

/// <summary>PADDING (RFC 5780, section 7.6): bytes without a meaning that bring a message to a wanted length.</summary>
public static class Padding
{
    /// <summary>Adds the attribute with so many zeros; with its header it takes 4 bytes more, and the count is rounded up to 4.</summary>
    public static void Write(ref StunMessageBuilder builder, int length) => builder.Add(StunAttributeType.Padding, length);
}
