using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace MeshGate.Core.Identity;

/// <summary>
/// A WireGuard public key: the 32 bytes of a Curve25519 point (RFC 7748, section 5), written as 44 characters of base64.
/// Equal keys are equal bytes; the order is that of the bytes, so that every machine sorts alike.
/// </summary>
public readonly struct PublicKey : IEquatable<PublicKey>, IComparable<PublicKey>
{
    /// <summary>The length of a key in bytes.</summary>
    public const int Length = 32;

    /// <summary>The length of a key written in base64, its one padding character included.</summary>
    public const int TextLength = 44;

    // Four big-endian words: equality and order need no array, and comparing words is comparing bytes.
    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;

    private PublicKey(ReadOnlySpan<byte> bytes)
    {
        _first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _second = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _third = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _fourth = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>Whether all bytes are zero, which is the default value and never a machine's key.</summary>
    public bool IsZero => (_first | _second | _third | _fourth) == 0;

    public static bool operator ==(PublicKey left, PublicKey right) => left.Equals(right);

    public static bool operator !=(PublicKey left, PublicKey right) => !left.Equals(right);

    public static bool operator <(PublicKey left, PublicKey right) => left.CompareTo(right) < 0;

    public static bool operator <=(PublicKey left, PublicKey right) => left.CompareTo(right) <= 0;

    public static bool operator >(PublicKey left, PublicKey right) => left.CompareTo(right) > 0;

    public static bool operator >=(PublicKey left, PublicKey right) => left.CompareTo(right) >= 0;

    /// <summary>Takes exactly 32 bytes.</summary>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public static PublicKey FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? new PublicKey(bytes)
        : throw new ArgumentException($"A public key has {Length} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Reads a key from base64.</summary>
    /// <exception cref="FormatException">It is no key; the message says why.</exception>
    public static PublicKey Parse(string? text) =>
        TryParse(text, out PublicKey key, out string? error) ? key : throw new FormatException(error);

    /// <summary>Reads a key from base64; false when it is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PublicKey key) => TryParse(text, out key, out _);

    /// <summary>
    /// Reads a key from canonical base64. A key of zeros is refused: it is what a forgotten field looks like, and no secret can be
    /// agreed with it.
    /// </summary>
    /// <param name="text">44 characters.</param>
    /// <param name="key">The key, or the default.</param>
    /// <param name="error">Why it was refused, for a person; null when it was not.</param>
    public static bool TryParse(
        [NotNullWhen(true)] string? text, out PublicKey key, [NotNullWhen(false)] out string? error)
    {
        key = default;
        Span<byte> bytes = stackalloc byte[Length];
        if (!KeyText.TryDecode(text, bytes, "public key", out error))
        {
            return false;
        }

        var parsed = new PublicKey(bytes);
        if (parsed.IsZero)
        {
            error = "The public key is all zeros.";
            return false;
        }

        key = parsed;
        return true;
    }

    /// <summary>Writes the 32 bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The destination is shorter.</exception>
    public void CopyTo(Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, Length, nameof(destination));
        BinaryPrimitives.WriteUInt64BigEndian(destination, _first);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _second);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _third);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _fourth);
    }

    /// <inheritdoc/>
    public bool Equals(PublicKey other) =>
        _first == other._first && _second == other._second && _third == other._third && _fourth == other._fourth;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PublicKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_first, _second, _third, _fourth);

    /// <inheritdoc/>
    public int CompareTo(PublicKey other)
    {
        int order = _first.CompareTo(other._first);
        order = order != 0 ? order : _second.CompareTo(other._second);
        order = order != 0 ? order : _third.CompareTo(other._third);
        return order != 0 ? order : _fourth.CompareTo(other._fourth);
    }

    /// <summary>The key in base64, 44 characters.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        CopyTo(bytes);
        return Convert.ToBase64String(bytes);
    }
}
