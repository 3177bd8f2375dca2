using System.Buffers.Binary;
using System.Security.Cryptography;
using MeshGate.Core.Identity;

namespace MeshGate.Traversal.PathChecks;

/// <summary>
/// A short name for a node in a check's USERNAME: the first 9 bytes of the SHA-256 of its public key, 12 characters of base64url
/// (RFC 4648, section 5). It finds the peer whose key to verify with, and proves nothing by itself.
/// </summary>
public readonly record struct PeerTag
{
    /// <summary>The length in bytes.</summary>
    public const int Length = 9;

    /// <summary>The length of the text.</summary>
    public const int TextLength = 12;

    private readonly ulong _first;
    private readonly byte _last;

    private PeerTag(ReadOnlySpan<byte> bytes)
    {
        _first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _last = bytes[8];
    }

    /// <summary>The tag of the node that holds a key.</summary>
    public static PeerTag Of(PublicKey key)
    {
        Span<byte> bytes = stackalloc byte[PublicKey.Length];
        key.CopyTo(bytes);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return new PeerTag(hash);
    }

    /// <summary>Reads a tag from exactly 12 characters of ASCII.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out PeerTag tag)
    {
        Span<byte> bytes = stackalloc byte[Length];
        bool valid = text.Length == TextLength && CanonicalBase64Url.TryDecode(text, bytes);
        tag = valid ? new PeerTag(bytes) : default;
        return valid;
    }

    /// <summary>Writes the 12 characters as ASCII.</summary>
    public void WriteText(Span<byte> destination)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _first);
        bytes[8] = _last;
        System.Buffers.Text.Base64Url.EncodeToUtf8(bytes, destination);
    }

    /// <summary>The 12 characters.</summary>
    public override string ToString()
    {
        Span<byte> text = stackalloc byte[TextLength];
        WriteText(text);
        return System.Text.Encoding.ASCII.GetString(text);
    }
}
