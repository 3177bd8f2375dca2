using System.Diagnostics.CodeAnalysis;

namespace MeshGate.Core.Topology;

/// <summary>WireGuard public keys as text: base64 of 32 bytes.</summary>
public static class WireGuardPublicKey
{
    private const int TextLength = 44;
    private const int ByteLength = 32;

    /// <summary>
    /// Whether the text is a key in its one canonical spelling, so that a key cannot pass for two. The all-zero key is none:
    /// WireGuard takes it for "no key".
    /// </summary>
    public static bool IsValid([NotNullWhen(true)] string? text)
    {
        if (text is not { Length: TextLength })
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[ByteLength + 1];
        return Convert.TryFromBase64String(text, bytes, out int written)
            && written == ByteLength
            && bytes[..ByteLength].ContainsAnyExcept((byte)0)
            && Convert.ToBase64String(bytes[..ByteLength]) == text;
    }
}
