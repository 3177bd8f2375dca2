using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using MeshGate.Core.Identity;
using Org.BouncyCastle.Math.EC.Rfc7748;

namespace MeshGate.Traversal.Keys;

/// <summary>
/// A WireGuard private key: a clamped X25519 scalar (RFC 7748, section 5). It prints as "(private key)", compares by reference only,
/// and is zeroed when disposed; its one way out is <see cref="ExportBase64"/>.
/// </summary>
[DebuggerDisplay("(private key)")]
public sealed class PrivateKey : IDisposable
{
    /// <summary>The length of a key in bytes.</summary>
    public const int Length = 32;

    // Pinned, so that the collector leaves no copy behind when it compacts.
    private readonly byte[] _scalar = GC.AllocateUninitializedArray<byte>(Length, pinned: true);
    private bool _disposed;

    private PrivateKey(ReadOnlySpan<byte> scalar)
    {
        scalar.CopyTo(_scalar);
        _scalar[0] &= 248;
        _scalar[31] &= 127;
        _scalar[31] |= 64;
        Span<byte> point = stackalloc byte[Length];
        X25519.ScalarMultBase(_scalar, point);
        PublicKey = PublicKey.FromBytes(point);
    }

    /// <summary>The public half.</summary>
    public PublicKey PublicKey { get; }

    /// <summary>Makes a key of 32 bytes from a cryptographic random source, and zeroes those.</summary>
    /// <exception cref="ArgumentException">The length is another, or all bytes are zero.</exception>
    public static PrivateKey Generate(Span<byte> randomness)
    {
        if (randomness.Length == Length && !randomness.ContainsAnyExcept((byte)0))
        {
            throw new ArgumentException("The randomness is all zeros: the source is broken.", nameof(randomness));
        }

        PrivateKey key = FromBytes(randomness);
        CryptographicOperations.ZeroMemory(randomness);
        return key;
    }

    /// <summary>Takes 32 bytes and clamps them.</summary>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public static PrivateKey FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? new PrivateKey(bytes)
        : throw new ArgumentException($"A private key has {Length} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Reads a key from canonical base64, as <c>wg genkey</c> writes it (without the line's end).</summary>
    /// <param name="text">44 characters.</param>
    /// <param name="key">The key; the caller disposes it.</param>
    /// <param name="error">Why it was refused, without any of the text.</param>
    public static bool TryParse(
        [NotNullWhen(true)] string? text, [NotNullWhen(true)] out PrivateKey? key, [NotNullWhen(false)] out string? error)
    {
        key = null;
        Span<byte> bytes = stackalloc byte[Length];
        if (!KeyText.TryDecode(text, bytes, "private key", out error))
        {
            return false;
        }

        if (!bytes.ContainsAnyExcept((byte)0))
        {
            error = "The private key is all zeros.";
            return false;
        }

        key = new PrivateKey(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return true;
    }

    /// <summary>
    /// Agrees a 32-byte secret with a peer (RFC 7748, section 6.1). False, with the destination zeroed, when the result is all
    /// zeros: the peer's key is a point of low order and the "secret" would be known to everyone.
    /// </summary>
    /// <param name="peer">The peer's public key.</param>
    /// <param name="secret">At least 32 bytes; feed it to a KDF and zero it.</param>
    /// <exception cref="ObjectDisposedException">The key was disposed.</exception>
    public bool TryAgree(PublicKey peer, Span<byte> secret)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(secret.Length, Length, nameof(secret));
        Span<byte> point = stackalloc byte[Length];
        peer.CopyTo(point);
        return X25519.CalculateAgreement(_scalar, point, secret[..Length]);
    }

    /// <summary>
    /// The key in base64, for the owner-only key file and for the standard input of <c>wg set … private-key</c>. It must not reach a
    /// log, an argument or an object of the API.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The key was disposed.</exception>
    public string ExportBase64()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return Convert.ToBase64String(_scalar);
    }

    /// <summary>Zeroes the key.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_scalar);
        _disposed = true;
    }

    /// <summary>"(private key)".</summary>
    public override string ToString() => "(private key)";
}
