using System.Buffers.Binary;

namespace MeshGate.Traversal.PathChecks;

/// <summary>
/// 64 random bits that a node draws when it starts. They salt the keys of the checks it sends, so that nothing recorded before a
/// restart verifies under the keys after it. 11 characters of base64url (RFC 4648, section 5).
/// </summary>
public readonly record struct SessionId
{
    /// <summary>The length in bytes.</summary>
    public const int Length = 8;

    /// <summary>The length of the text.</summary>
    public const int TextLength = 11;

    private readonly ulong _value;

    private SessionId(ReadOnlySpan<byte> bytes) => _value = BinaryPrimitives.ReadUInt64BigEndian(bytes);

    /// <summary>Takes exactly 8 bytes, for a new session from a cryptographic random source.</summary>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public static SessionId FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? new SessionId(bytes)
        : throw new ArgumentException($"A session id has {Length} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Reads an id from exactly 11 characters of ASCII.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out SessionId session)
    {
        Span<byte> bytes = stackalloc byte[Length];
        bool valid = text.Length == TextLength && CanonicalBase64Url.TryDecode(text, bytes);
        session = valid ? new SessionId(bytes) : default;
        return valid;
    }

    /// <summary>Writes the 8 bytes.</summary>
    public void CopyTo(Span<byte> destination) => BinaryPrimitives.WriteUInt64BigEndian(destination, _value);

    /// <summary>Writes the 11 characters as ASCII.</summary>
    public void WriteText(Span<byte> destination)
    {
        Span<byte> bytes = stackalloc byte[Length];
        CopyTo(bytes);
        System.Buffers.Text.Base64Url.EncodeToUtf8(bytes, destination);
    }

    /// <summary>The 11 characters.</summary>
    public override string ToString()
    {
        Span<byte> text = stackalloc byte[TextLength];
        WriteText(text);
        return System.Text.Encoding.ASCII.GetString(text);
    }
}
