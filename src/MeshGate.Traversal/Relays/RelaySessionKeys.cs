using System.Security.Cryptography;
using MeshGate.Core.Identity;
using MeshGate.Traversal.PathChecks;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Relays;

/// <summary>
/// The keys of what passes between one requester and one responder in one session of the requester's: one each for requests, replies
/// and notices, 32 bytes of HKDF-SHA256 (RFC 5869). Both ends derive the same. They are never printed.
/// </summary>
public sealed class RelaySessionKeys
{
    private const int KeyLength = 32;

    private readonly byte[][] _keys = [New(), New(), New()];
    private readonly byte[] _toResponder;
    private readonly byte[] _toRequester;

    internal RelaySessionKeys(ReadOnlySpan<byte> secret, PublicKey requester, PublicKey responder, SessionId session)
    {
        Session = session;
        _toResponder = RelayUsername.Create(PeerTag.Of(responder), PeerTag.Of(requester), session);
        _toRequester = RelayUsername.Create(PeerTag.Of(requester), PeerTag.Of(responder), session);

        Span<byte> salt = stackalloc byte[SessionId.Length];
        session.CopyTo(salt);
        ReadOnlySpan<byte> label = "meshgate relay v1"u8;
        Span<byte> info = stackalloc byte[label.Length + PublicKey.Length + PublicKey.Length + 1];
        label.CopyTo(info);
        requester.CopyTo(info[label.Length..]);
        responder.CopyTo(info[(label.Length + PublicKey.Length)..]);

        Span<byte> extracted = stackalloc byte[SHA256.HashSizeInBytes];
        HKDF.Extract(HashAlgorithmName.SHA256, secret, salt, extracted);
        for (int i = 0; i < _keys.Length; i++)
        {
            info[^1] = (byte)(i + 1);
            HKDF.Expand(HashAlgorithmName.SHA256, extracted, _keys[i], info);
        }

        CryptographicOperations.ZeroMemory(extracted);
    }

    /// <summary>The requester's session.</summary>
    public SessionId Session { get; }

    /// <summary>"(relay keys)".</summary>
    public override string ToString() => "(relay keys)";

    internal ReadOnlySpan<byte> KeyOf(StunClass @class) => _keys[Index(@class)];

    internal ReadOnlySpan<byte> UsernameOf(StunClass @class) => @class == StunClass.Request ? _toResponder : _toRequester;

    private static int Index(StunClass @class) => @class switch { StunClass.Request => 0, StunClass.Success => 1, _ => 2 };

    private static byte[] New() => GC.AllocateUninitializedArray<byte>(KeyLength, pinned: true);
}
