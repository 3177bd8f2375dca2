using System.Security.Cryptography;

namespace MeshGate.Traversal.Stun.Attributes;

/// <summary>
/// MESSAGE-INTEGRITY-SHA256 (RFC 8489, section 14.6): an HMAC-SHA256. The standard allows truncation to 16 bytes or more in steps of
/// 4; this codec writes all 32 and accepts fewer only where the caller says so.
/// </summary>
public static class MessageIntegritySha256
{
    /// <summary>The length of the whole value in bytes.</summary>
    public const int Length = HMACSHA256.HashSizeInBytes;

    /// <summary>The shortest truncation that the standard allows, in bytes.</summary>
    public const int MinLength = 16;

    /// <summary>Whether the attribute is there and made with the key; compared in constant time.</summary>
    /// <param name="message">The message.</param>
    /// <param name="key">The HMAC's key.</param>
    /// <param name="minLength">The least number of bytes that proves enough, 16 to 32.</param>
    public static bool Verify(in StunMessage message, ReadOnlySpan<byte> key, int minLength = Length)
    {
        int offset = message.MessageIntegritySha256Offset;
        if (!message.TryGet(StunAttributeType.MessageIntegritySha256, out ReadOnlySpan<byte> value)
            || value.Length < Math.Max(minLength, MinLength) || value.Length > Length || (value.Length & 3) != 0)
        {
            return false;
        }

        Span<byte> input = stackalloc byte[offset];
        IntegrityInput.Copy(message.Datagram, offset, value.Length, input);
        Span<byte> expected = stackalloc byte[Length];
        HMACSHA256.HashData(key, input, expected);
        return CryptographicOperations.FixedTimeEquals(expected[..value.Length], value);
    }

    /// <summary>Adds the attribute over what has been written.</summary>
    public static void Write(ref StunMessageBuilder builder, ReadOnlySpan<byte> key)
    {
        int offset = builder.Length;
        Span<byte> value = builder.Add(StunAttributeType.MessageIntegritySha256, Length);
        HMACSHA256.HashData(key, builder.Written[..offset], value);
    }
}
