using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using MeshGate.Core.Identity;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math.EC.Rfc7748;
using ChaCha20Poly1305 = Org.BouncyCastle.Crypto.Modes.ChaCha20Poly1305;

namespace MeshGate.Kubernetes.Sealing;

/// <summary>
/// Seals a few bytes to a WireGuard key, so that they may stand in an object that others can read. An ephemeral X25519 key (RFC 7748)
/// agrees a secret with the receiver's; HKDF-SHA256 (RFC 5869), salted with both public keys, makes a ChaCha20-Poly1305 key of it
/// (RFC 8439). The key is used once, so that the nonce is zero. Nothing is said about who sealed.
/// </summary>
public static class SealedBox
{
    /// <summary>The version in the first byte, which is authenticated with the rest.</summary>
    private const byte Version = 1;

    private const int TagLength = 16;
    private const int NonceLength = 12;

    /// <summary>How many bytes a box is longer than what is in it.</summary>
    public const int Overhead = 1 + PublicKey.Length + TagLength;

    /// <summary>The most that is sealed, in bytes.</summary>
    public const int MaxLength = 1200;

    /// <summary>Agrees a secret of 32 bytes with a public key; false when that is of low order.</summary>
    /// <param name="peer">The public key.</param>
    /// <param name="secret">Where the secret goes.</param>
    public delegate bool Agreement(PublicKey peer, Span<byte> secret);

    /// <summary>Seals bytes.</summary>
    /// <param name="plaintext">At most <see cref="MaxLength"/> bytes.</param>
    /// <param name="recipient">Whose key opens it.</param>
    /// <param name="purpose">What it is for; opening it for another purpose fails.</param>
    /// <param name="randomness">32 bytes from a cryptographic random source, used for this box alone; zeroed.</param>
    /// <returns>Base64; null when the recipient's key is of low order, so that everybody could open it.</returns>
    public static string? Seal(ReadOnlySpan<byte> plaintext, PublicKey recipient, ReadOnlySpan<byte> purpose, Span<byte> randomness)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plaintext.Length, MaxLength, nameof(plaintext));
        ArgumentOutOfRangeException.ThrowIfNotEqual(randomness.Length, PublicKey.Length, nameof(randomness));
        byte[] box = new byte[plaintext.Length + Overhead];
        Span<byte> secret = stackalloc byte[PublicKey.Length];
        Span<byte> point = stackalloc byte[PublicKey.Length];
        box[0] = Version;
        X25519.ScalarMultBase(randomness, box.AsSpan(1));
        recipient.CopyTo(point);
        bool agreed = X25519.CalculateAgreement(randomness, point, secret);
        CryptographicOperations.ZeroMemory(randomness);
        if (!agreed)
        {
            return null;
        }

        byte[] key = KeyOf(secret, box.AsSpan(1, PublicKey.Length), point, purpose);
        _ = Run(true, key, box.AsSpan(0, 1), plaintext, box.AsSpan(1 + PublicKey.Length));
        return Convert.ToBase64String(box);
    }

    /// <summary>Opens a box; false when it is none, was changed, or is for somebody else or another purpose.</summary>
    /// <param name="text">Base64, of any length.</param>
    /// <param name="recipient">The opener's own public key.</param>
    /// <param name="agree">Agrees a secret between the opener's private key and the box's.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="plaintext">What was sealed; zero it after use.</param>
    public static bool TryOpen(string? text, PublicKey recipient, Agreement agree, ReadOnlySpan<byte> purpose, [NotNullWhen(true)] out byte[]? plaintext)
    {
        ArgumentNullException.ThrowIfNull(agree);
        plaintext = null;
        byte[] box = new byte[MaxLength + Overhead];
        if (text is null || text.Length > (box.Length + 2) / 3 * 4 || !Convert.TryFromBase64String(text, box, out int length)
            || length < Overhead || box[0] != Version)
        {
            return false;
        }

        Span<byte> secret = stackalloc byte[PublicKey.Length];
        Span<byte> point = stackalloc byte[PublicKey.Length];
        recipient.CopyTo(point);
        ReadOnlySpan<byte> ephemeral = box.AsSpan(1, PublicKey.Length);
        if (!agree(PublicKey.FromBytes(ephemeral), secret))
        {
            return false;
        }

        byte[] opened = new byte[length - Overhead];
        if (!Run(false, KeyOf(secret, ephemeral, point, purpose), box.AsSpan(0, 1), box.AsSpan(1 + PublicKey.Length, length - 1 - PublicKey.Length), opened))
        {
            CryptographicOperations.ZeroMemory(opened);
            return false;
        }

        plaintext = opened;
        return true;
    }

    private static byte[] KeyOf(Span<byte> secret, ReadOnlySpan<byte> ephemeral, ReadOnlySpan<byte> recipient, ReadOnlySpan<byte> purpose)
    {
        byte[] key = new byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, key, (byte[])[.. ephemeral, .. recipient], purpose);
        CryptographicOperations.ZeroMemory(secret);
        return key;
    }

    private static bool Run(bool seal, byte[] key, ReadOnlySpan<byte> associated, ReadOnlySpan<byte> input, Span<byte> output)
    {
        var cipher = new ChaCha20Poly1305();
        cipher.Init(seal, new AeadParameters(new KeyParameter(key), 8 * TagLength, new byte[NonceLength], associated.ToArray()));
        CryptographicOperations.ZeroMemory(key);
        try
        {
            byte[] result = new byte[cipher.GetOutputSize(input.Length)];
            int written = cipher.ProcessBytes(input.ToArray(), 0, input.Length, result, 0);
            written += cipher.DoFinal(result, written);
            result.AsSpan(0, written).CopyTo(output);
            CryptographicOperations.ZeroMemory(result);
            return true;
        }
        catch (InvalidCipherTextException)
        {
            return false;
        }
    }
}
