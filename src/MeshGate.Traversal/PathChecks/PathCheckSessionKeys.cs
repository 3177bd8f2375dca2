using System.Security.Cryptography;
using MeshGate.Core.Identity;

namespace MeshGate.Traversal.PathChecks;

/// <summary>
/// The keys of the checks that one node sends another in one session: one for requests and one for their responses, each 32 bytes of
/// HKDF-SHA256 (RFC 5869). Both ends derive the same. They are never printed.
/// </summary>
public sealed class PathCheckSessionKeys
{
    private const int KeyLength = 32;
    private const byte RequestMarker = 1;
    private const byte ResponseMarker = 2;

    private readonly byte[] _request = GC.AllocateUninitializedArray<byte>(KeyLength, pinned: true);
    private readonly byte[] _response = GC.AllocateUninitializedArray<byte>(KeyLength, pinned: true);
    private readonly byte[] _username;
    private bool _cleared;

    internal PathCheckSessionKeys(ReadOnlySpan<byte> secret, PublicKey requester, PublicKey responder, SessionId session)
    {
        Session = session;
        _username = PathCheckUsername.Create(PeerTag.Of(responder), PeerTag.Of(requester), session);

        Span<byte> salt = stackalloc byte[SessionId.Length];
        session.CopyTo(salt);
        ReadOnlySpan<byte> label = "meshgate path check v1"u8;
        Span<byte> info = stackalloc byte[label.Length + PublicKey.Length + PublicKey.Length + 1];
        label.CopyTo(info);
        requester.CopyTo(info[label.Length..]);
        responder.CopyTo(info[(label.Length + PublicKey.Length)..]);

        Span<byte> extracted = stackalloc byte[SHA256.HashSizeInBytes];
        HKDF.Extract(HashAlgorithmName.SHA256, secret, salt, extracted);
        info[^1] = RequestMarker;
        HKDF.Expand(HashAlgorithmName.SHA256, extracted, _request, info);
        info[^1] = ResponseMarker;
        HKDF.Expand(HashAlgorithmName.SHA256, extracted, _response, info);
        CryptographicOperations.ZeroMemory(extracted);
    }

    /// <summary>The requester's session.</summary>
    public SessionId Session { get; }

    internal ReadOnlySpan<byte> RequestKey => Usable(_request);

    internal ReadOnlySpan<byte> ResponseKey => Usable(_response);

    /// <summary>The USERNAME that every request under these keys carries.</summary>
    internal ReadOnlySpan<byte> Username => _username;

    /// <summary>"(path check keys)".</summary>
    public override string ToString() => "(path check keys)";

    internal void Clear()
    {
        _cleared = true;
        CryptographicOperations.ZeroMemory(_request);
        CryptographicOperations.ZeroMemory(_response);
    }

    // A zeroed key is one that everybody knows: verifying with it would let anybody in.
    private byte[] Usable(byte[] key)
    {
        ObjectDisposedException.ThrowIf(_cleared, this);
        return key;
    }
}
