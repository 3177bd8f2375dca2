using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace MeshGate.Traversal.Stun.Attributes;

/// <summary>MESSAGE-INTEGRITY (RFC 8489, section 14.5): an HMAC-SHA1, which TURN servers and older STUN agents require.</summary>
[SuppressMessage("Security", "CA5350", Justification = "The protocol prescribes HMAC-SHA1; SHA-1's collisions do not break its HMAC.")]
public static class MessageIntegrity
{
    /// <summary>The length of the value in bytes.</summary>
    public const int Length = HMACSHA1.HashSizeInBytes;

    /// <summary>Whether the attribute is there and made with the key; compared in constant time.</summary>
    public static bool Verify(in StunMessage message, ReadOnlySpan<byte> key)
    {
        int offset = message.MessageIntegrityOffset;
        if (!message.TryGet(StunAttributeType.MessageIntegrity, out ReadOnlySpan<byte> value) || value.Length != Length)
        {
            return false;
        }

        Span<byte> input = stackalloc byte[offset];
        IntegrityInput.Copy(message.Datagram, offset, Length, input);
        Span<byte> expected = stackalloc byte[Length];
        HMACSHA1.HashData(key, input, expected);
        return CryptographicOperations.FixedTimeEquals(expected, value);
    }

    /// <summary>Adds the attribute over what has been written.</summary>
    public static void Write(ref StunMessageBuilder builder, ReadOnlySpan<byte> key)
    {
        int offset = builder.Length;
        Span<byte> value = builder.Add(StunAttributeType.MessageIntegrity, Length);
        HMACSHA1.HashData(key, builder.Written[..offset], value);
    }
}
