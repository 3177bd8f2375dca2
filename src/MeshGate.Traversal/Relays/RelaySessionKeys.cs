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
    private readonly byte[][] _keys = [SessionKeyDerivation.NewKey(), SessionKeyDerivation.NewKey(), SessionKeyDerivation.NewKey()];
    private readonly byte[] _toResponder;
    private readonly byte[] _toRequester;
    private bool _cleared;

    internal RelaySessionKeys(ReadOnlySpan<byte> secret, PublicKey requester, PublicKey responder, SessionId session)
    {
        Session = session;
        _toResponder = RelayUsername.Create(PeerTag.Of(responder), PeerTag.Of(requester), session);
        _toRequester = RelayUsername.Create(PeerTag.Of(requester), PeerTag.Of(responder), session);

        SessionKeyDerivation.Fill(secret, requester, responder, session, "meshgate relay v1"u8, _keys);
    }

    /// <summary>The requester's session.</summary>
    public SessionId Session { get; }

    /// <summary>"(relay keys)".</summary>
    public override string ToString() => "(relay keys)";

    // A zeroed key is one that everybody knows: verifying with it would let anybody in.
    internal ReadOnlySpan<byte> KeyOf(StunClass @class)
    {
        ObjectDisposedException.ThrowIf(_cleared, this);
        return _keys[Index(@class)];
    }

    internal void Clear()
    {
        _cleared = true;
        foreach (byte[] key in _keys)
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    internal ReadOnlySpan<byte> UsernameOf(StunClass @class) => @class == StunClass.Request ? _toResponder : _toRequester;

    private static int Index(StunClass @class) => @class switch { StunClass.Request => 0, StunClass.Success => 1, _ => 2 };
}
