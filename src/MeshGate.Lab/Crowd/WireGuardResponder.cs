using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using MeshGate.Core.Identity;
using MeshGate.Traversal.Keys;

namespace MeshGate.Lab.Crowd;

/// <summary>The answering end of WireGuard's handshake (WireGuard's paper, section 5.4), for one peer whose key is known.</summary>
internal sealed class WireGuardResponder(PrivateKey own, PublicKey peer)
{
    internal const int InitiationLength = 148;
    internal const int ResponseLength = 92;
    internal const byte Initiation = 1;

    private const byte Response = 2;
    private const int MacAt = 116;
    private const int KeyLength = PublicKey.Length;

    private readonly byte[] _own = Bytes(own.PublicKey);
    private readonly byte[] _peer = Bytes(peer);
    private readonly byte[] _macIn = MacKey(own.PublicKey);
    private readonly byte[] _macOut = MacKey(peer);

    /// <summary>Answers an initiation.</summary>
    /// <param name="message">The whole datagram.</param>
    /// <param name="index">The index under which this end takes the session's packets.</param>
    /// <param name="response">Receives <see cref="ResponseLength"/> bytes.</param>
    /// <param name="session">The session that the two agreed on.</param>
    /// <returns>False when it is no initiation of that peer's to this end.</returns>
    internal bool TryAnswer(ReadOnlySpan<byte> message, uint index, Span<byte> response, [NotNullWhen(true)] out WireGuardSession? session)
    {
        session = null;
        if (message.Length != InitiationLength
            || BinaryPrimitives.ReadUInt32LittleEndian(message) != Initiation
            || !CryptographicOperations.FixedTimeEquals(NoiseState.Mac(_macIn, message[..MacAt]), message.Slice(MacAt, NoiseState.TagLength)))
        {
            return false;
        }

        var noise = new NoiseState();
        noise.Mix(_own);
        var ephemeral = message.Slice(8, KeyLength);
        noise.MixKey(ephemeral);
        noise.Mix(ephemeral);
        Span<byte> identity = stackalloc byte[KeyLength];
        Span<byte> timestamp = stackalloc byte[12];
        if (!TryAgree(own, ephemeral, noise, out var key)
            || !noise.TryOpen(key, message.Slice(40, KeyLength + NoiseState.TagLength), identity)
            || !identity.SequenceEqual(_peer)
            || !TryAgree(own, identity, noise, out key)
            || !noise.TryOpen(key, message.Slice(88, timestamp.Length + NoiseState.TagLength), timestamp))
        {
            return false;
        }

        using var fresh = PrivateKey.Generate(RandomNumberGenerator.GetBytes(PrivateKey.Length));
        var theirs = message.Slice(4, 4);
        BinaryPrimitives.WriteUInt32LittleEndian(response, Response);
        BinaryPrimitives.WriteUInt32LittleEndian(response[4..], index);
        theirs.CopyTo(response[8..]);
        fresh.PublicKey.CopyTo(response[12..]);
        noise.MixKey(response.Slice(12, KeyLength));
        noise.Mix(response.Slice(12, KeyLength));
        if (!TryAgree(fresh, ephemeral, noise, out _) || !TryAgree(fresh, _peer, noise, out _))
        {
            return false;
        }

        noise.SealEmpty(noise.MixPresharedKey(), response.Slice(44, NoiseState.TagLength));
        NoiseState.Mac(_macOut, response[..60]).CopyTo(response[60..]);
        response[76..ResponseLength].Clear();
        var (initiator, responder) = noise.Split();
        session = new WireGuardSession(index, BinaryPrimitives.ReadUInt32LittleEndian(theirs), receiving: initiator, sending: responder);
        return true;
    }

    private static bool TryAgree(PrivateKey key, ReadOnlySpan<byte> point, NoiseState noise, out byte[] derived)
    {
        Span<byte> secret = stackalloc byte[PrivateKey.Length];
        var isAgreed = key.TryAgree(PublicKey.FromBytes(point), secret);
        derived = isAgreed ? noise.MixSecret(secret) : [];
        return isAgreed;
    }

    private static byte[] MacKey(PublicKey key) => NoiseState.Hash([.. Encoding.ASCII.GetBytes("mac1----"), .. Bytes(key)]);

    private static byte[] Bytes(PublicKey key)
    {
        var bytes = new byte[KeyLength];
        key.CopyTo(bytes);
        return bytes;
    }
}
