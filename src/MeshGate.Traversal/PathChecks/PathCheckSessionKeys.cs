using System.Security.Cryptography;
using MeshGate.Core.Identity;

namespace MeshGate.Traversal.PathChecks;

/// <summary>
/// The keys of the checks that one node sends another in one session: one for requests and one for their responses, each 32 bytes of
/// HKDF-SHA256 (RFC 5869). Both ends derive the same. They are never printed.
/// </summary>
public sealed class PathCheckSessionKeys
{
    private readonly byte[] _request = SessionKeyDerivation.NewKey();
    private readonly byte[] _response = SessionKeyDerivation.NewKey();
    private readonly byte[] _username;
    private bool _cleared;

    internal PathCheckSessionKeys(ReadOnlySpan<byte> secret, PublicKey requester, PublicKey responder, SessionId session)
    {
        Session = session;
        _username = PathCheckUsername.Create(PeerTag.Of(responder), PeerTag.Of(requester), session);
        SessionKeyDerivation.Fill(secret, requester, responder, session, "meshgate path check v1"u8, _request, _response);
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
