using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace MeshGate.Lab.Crowd;

/// <summary>
/// The running hash and chaining key of one WireGuard handshake: Noise_IKpsk2_25519_ChaChaPoly_BLAKE2s (the Noise Protocol Framework,
/// section 5.2; WireGuard's paper, section 5.4).
/// </summary>
internal sealed class NoiseState
{
    internal const int HashLength = 32;
    internal const int TagLength = 16;

    private static readonly byte[] Construction = Hash(Encoding.ASCII.GetBytes("Noise_IKpsk2_25519_ChaChaPoly_BLAKE2s"));
    private static readonly byte[] Identified = Hash([.. Construction, .. Encoding.ASCII.GetBytes("WireGuard v1 zx2c4 Jason@zx2c4.com")]);

    private byte[] _chain = Construction;
    private byte[] _hash = Identified;

    /// <summary>Takes bytes that both ends know into the hash.</summary>
    internal void Mix(ReadOnlySpan<byte> data) => _hash = Hash([.. _hash, .. data]);

    /// <summary>Takes an ephemeral public key into the chaining key, as WireGuard does beyond Noise.</summary>
    internal void MixKey(ReadOnlySpan<byte> material) => _chain = Derive(material, 1)[0];

    /// <summary>Takes a secret into the chaining key and returns the key for what is sealed next.</summary>
    internal byte[] MixSecret(ReadOnlySpan<byte> secret)
    {
        var derived = Derive(secret, 2);
        _chain = derived[0];
        return derived[1];
    }

    /// <summary>Takes the pre-shared key, of which there is none here, and returns the key for the empty message that ends the handshake.</summary>
    internal byte[] MixPresharedKey()
    {
        var derived = Derive(new byte[HashLength], 3);
        _chain = derived[0];
        Mix(derived[1]);
        return derived[2];
    }

    /// <summary>Opens a part of the handshake; false when it was not sealed with this key and hash.</summary>
    internal bool TryOpen(byte[] key, ReadOnlySpan<byte> box, Span<byte> plain)
    {
        using var cipher = new ChaCha20Poly1305(key);
        try
        {
            cipher.Decrypt(new byte[12], box[..^TagLength], box[^TagLength..], plain, _hash);
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }

        Mix(box);
        return true;
    }

    /// <summary>Seals nothing, which proves the key.</summary>
    internal void SealEmpty(byte[] key, Span<byte> tag)
    {
        using var cipher = new ChaCha20Poly1305(key);
        cipher.Encrypt(new byte[12], [], [], tag, _hash);
        Mix(tag);
    }

    /// <summary>The keys of the session: the initiator's for sending, and the responder's.</summary>
    internal (byte[] Initiator, byte[] Responder) Split()
    {
        var derived = Derive([], 2);
        return (derived[0], derived[1]);
    }

    /// <summary>BLAKE2s with 32 bytes of output (RFC 7693).</summary>
    internal static byte[] Hash(ReadOnlySpan<byte> data)
    {
        var digest = new Blake2sDigest(HashLength * 8);
        digest.BlockUpdate(data);
        var result = new byte[HashLength];
        digest.DoFinal(result);
        return result;
    }

    /// <summary>Keyed BLAKE2s with 16 bytes of output, which WireGuard calls MAC.</summary>
    internal static byte[] Mac(byte[] key, ReadOnlySpan<byte> data)
    {
        var digest = new Blake2sDigest(key, TagLength, null, null);
        digest.BlockUpdate(data);
        var result = new byte[TagLength];
        digest.DoFinal(result);
        return result;
    }

    // HKDF (RFC 5869) with HMAC over BLAKE2s.
    private byte[][] Derive(ReadOnlySpan<byte> input, int count)
    {
        var secret = Hmac(_chain, input);
        var outputs = new byte[count][];
        for (var i = 0; i < count; i++)
        {
            outputs[i] = Hmac(secret, [.. i == 0 ? [] : outputs[i - 1], (byte)(i + 1)]);
        }

        return outputs;
    }

    private static byte[] Hmac(byte[] key, ReadOnlySpan<byte> data)
    {
        var mac = new HMac(new Blake2sDigest(HashLength * 8));
        mac.Init(new KeyParameter(key));
        mac.BlockUpdate(data);
        var result = new byte[HashLength];
        mac.DoFinal(result);
        return result;
    }
}
