using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace MeshGate.Core.Identity;

/// <summary>
/// The text of a 32-byte WireGuard key: 44 characters of base64 (RFC 4648, section 4) in its one canonical spelling. A message
/// names lengths and positions but never the text, which may be that of a private key.
/// </summary>
public static class KeyText
{
    /// <summary>Decodes a key; on failure the destination is zeroed and the error says what is wrong.</summary>
    /// <param name="text">The text.</param>
    /// <param name="destination">32 bytes.</param>
    /// <param name="what">What to call the value in the error, such as "public key".</param>
    /// <param name="error">Why it was refused; null when it was not.</param>
    public static bool TryDecode(
        [NotNullWhen(true)] string? text, Span<byte> destination, string what, [NotNullWhen(false)] out string? error)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, PublicKey.Length, nameof(destination));
        int length = text?.Length ?? 0;
        if (text is null || length != PublicKey.TextLength)
        {
            destination.Clear();
            error = $"A {what} is {PublicKey.TextLength} characters of base64 (32 bytes); this one has {length}.";
            return false;
        }

        Span<byte> given = stackalloc byte[PublicKey.TextLength];
        Span<byte> canonical = stackalloc byte[PublicKey.TextLength];
        try
        {
            // A decoder forgives white space and stray trailing bits; one key must have one spelling, so the text is compared.
            bool decoded = Ascii.FromUtf16(text, given, out _) == System.Buffers.OperationStatus.Done
                && Base64.DecodeFromUtf8(given, destination, out _, out int written) == System.Buffers.OperationStatus.Done
                && written == PublicKey.Length
                && Base64.EncodeToUtf8(destination, canonical, out _, out _) == System.Buffers.OperationStatus.Done
                && CryptographicOperations.FixedTimeEquals(given, canonical);
            if (!decoded)
            {
                destination.Clear();
            }

            error = decoded ? null : $"The {what} has {length} characters but is not the base64 of 32 bytes.";
            return decoded;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(given);
            CryptographicOperations.ZeroMemory(canonical);
        }
    }
}
