using System.Buffers;
using System.Buffers.Text;

namespace MeshGate.Traversal.PathChecks;

/// <summary>Base64url (RFC 4648, section 5) in its one spelling: no padding, no white space, no stray bits.</summary>
internal static class CanonicalBase64Url
{
    private const int MaxText = 16;

    /// <summary>Decodes at most 16 characters that fill the destination exactly.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        if (text.Length > MaxText
            || Base64Url.DecodeFromUtf8(text, destination, out _, out int written) != OperationStatus.Done
            || written != destination.Length)
        {
            return false;
        }

        // The decoder forgives what would give one value several spellings.
        Span<byte> canonical = stackalloc byte[MaxText];
        return Base64Url.TryEncodeToUtf8(destination, canonical, out int length) && text.SequenceEqual(canonical[..length]);
    }
}
