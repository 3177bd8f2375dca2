using System.Text.Unicode;

namespace MeshGate.Traversal.Stun.Attributes;

/// <summary>The value that all text attributes share: bounded UTF-8, handed out as bytes, since most of it is compared or sent back.</summary>
internal static class TextValue
{
    /// <summary>What a reader of REALM, NONCE, SOFTWARE and reason phrases accepts, in bytes (RFC 8489, sections 14.8 to 14.14).</summary>
    public const int MaxRead = 763;

    /// <summary>What a writer may use, in bytes.</summary>
    public const int MaxWrite = 509;

    public static bool TryRead(in StunMessage message, StunAttributeType type, int maxLength, out ReadOnlySpan<byte> utf8)
    {
        if (message.TryGet(type, out utf8) && utf8.Length <= maxLength && Utf8.IsValid(utf8))
        {
            return true;
        }

        utf8 = default;
        return false;
    }

    public static void Write(ref StunMessageBuilder builder, StunAttributeType type, int maxLength, ReadOnlySpan<byte> utf8)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(utf8.Length, maxLength, nameof(utf8));
        builder.Add(type, utf8);
    }
}
