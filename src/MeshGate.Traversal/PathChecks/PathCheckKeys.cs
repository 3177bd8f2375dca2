using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using MeshGate.Core.Identity;
using MeshGate.Traversal.Keys;

namespace MeshGate.Traversal.PathChecks;

/// <summary>
/// What this node and one peer need to prove checks to each other. The X25519 agreement is computed once, keys by direction and
/// session from it; a few of them are kept. Not thread-safe: it belongs to the loop that owns the peer.
/// </summary>
public sealed class PathCheckKeys : IDisposable
{
    /// <summary>How many sessions of each end are kept: the current one and some before it, for datagrams still on their way.</summary>
    public const int MaxSessions = 4;

    private readonly byte[] _secret = GC.AllocateUninitializedArray<byte>(PrivateKey.Length, pinned: true);
    private readonly List<PathCheckSessionKeys> _outgoing = new(MaxSessions);
    private readonly List<PathCheckSessionKeys> _incoming = new(MaxSessions);
    private readonly PublicKey _own;
    private bool _disposed;

    private PathCheckKeys(PublicKey own, PublicKey peer)
    {
        _own = own;
        Peer = peer;
        PeerTag = PeerTag.Of(peer);
    }

    /// <summary>The peer's public key.</summary>
    public PublicKey Peer { get; }

    /// <summary>The peer's tag: the <see cref="PathCheckRoute.From"/> of its requests.</summary>
    public PeerTag PeerTag { get; }

    /// <summary>
    /// Agrees a secret with a peer. False when the peer's key is a point of low order, with which everybody would agree the same
    /// "secret", or this node's own key, under which its own requests could be reflected to it.
    /// </summary>
    public static bool TryDerive(PrivateKey own, PublicKey peer, [NotNullWhen(true)] out PathCheckKeys? keys)
    {
        ArgumentNullException.ThrowIfNull(own);
        keys = new PathCheckKeys(own.PublicKey, peer);
        if (peer != own.PublicKey && own.TryAgree(peer, keys._secret))
        {
            return true;
        }

        keys.Dispose();
        keys = null;
        return false;
    }

    /// <summary>The keys of the requests that this node sends in a session of its own, and of the peer's responses to them.</summary>
    /// <exception cref="ObjectDisposedException">The keys were disposed.</exception>
    public PathCheckSessionKeys ForOwnRequests(SessionId ownSession)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        PathCheckSessionKeys keys = Find(_outgoing, ownSession) ?? new(_secret, _own, Peer, ownSession);
        Keep(_outgoing, keys);
        return keys;
    }

    /// <summary>
    /// The keys of the requests that the peer sends in a session that it names, and of this node's responses to them. Anybody can name
    /// a session, so new keys are kept only by <see cref="Confirm"/>, once a request was verified with them.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The keys were disposed.</exception>
    public PathCheckSessionKeys ForPeerRequests(SessionId peerSession)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return Find(_incoming, peerSession) ?? new(_secret, Peer, _own, peerSession);
    }

    /// <summary>Keeps keys of <see cref="ForPeerRequests"/> that have verified a request; the least recently confirmed make room.</summary>
    public void Confirm(PathCheckSessionKeys verified)
    {
        ArgumentNullException.ThrowIfNull(verified);
        ObjectDisposedException.ThrowIf(_disposed, this);
        Keep(_incoming, verified);
    }

    /// <summary>Zeroes the secret and all keys.</summary>
    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_secret);
        _outgoing.ForEach(keys => keys.Clear());
        _incoming.ForEach(keys => keys.Clear());
        _outgoing.Clear();
        _incoming.Clear();
    }

    /// <summary>"(path check keys)".</summary>
    public override string ToString() => "(path check keys)";

    private static PathCheckSessionKeys? Find(List<PathCheckSessionKeys> kept, SessionId session)
    {
        foreach (PathCheckSessionKeys keys in kept)
        {
            if (keys.Session == session)
            {
                return keys;
            }
        }

        return null;
    }

    // The last one in the list is the most recent.
    private static void Keep(List<PathCheckSessionKeys> kept, PathCheckSessionKeys keys)
    {
        if (kept.Count > 0 && ReferenceEquals(kept[^1], keys))
        {
            return;
        }

        kept.RemoveAll(other => other.Session == keys.Session);
        if (kept.Count == MaxSessions)
        {
            kept.RemoveAt(0);
        }

        kept.Add(keys);
    }
}
