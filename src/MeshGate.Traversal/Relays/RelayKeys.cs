using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using MeshGate.Core.Identity;
using MeshGate.Traversal.Keys;
using MeshGate.Traversal.PathChecks;

namespace MeshGate.Traversal.Relays;

/// <summary>
/// What this node and another need to prove relay messages to each other, whichever of them is the relay. The X25519 agreement is
/// computed once. Not thread-safe.
/// </summary>
public sealed class RelayKeys : IDisposable
{
    private readonly byte[] _secret = GC.AllocateUninitializedArray<byte>(PrivateKey.Length, pinned: true);
    private readonly PublicKey _own;
    private RelaySessionKeys? _outgoing;
    private RelaySessionKeys? _incoming;
    private bool _disposed;

    private RelayKeys(PublicKey own, PublicKey other) => (_own, Other) = (own, other);

    /// <summary>The other node's public key.</summary>
    public PublicKey Other { get; }

    /// <summary>Agrees a secret. False when the other key is a point of low order or this node's own.</summary>
    public static bool TryDerive(PrivateKey own, PublicKey other, [NotNullWhen(true)] out RelayKeys? keys)
    {
        ArgumentNullException.ThrowIfNull(own);
        keys = new RelayKeys(own.PublicKey, other);
        if (other != own.PublicKey && own.TryAgree(other, keys._secret))
        {
            return true;
        }

        keys.Dispose();
        keys = null;
        return false;
    }

    /// <summary>The keys of requests that this node sends in its own session.</summary>
    public RelaySessionKeys ForOwnRequests(SessionId ownSession)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _outgoing?.Session == ownSession ? _outgoing : _outgoing = new RelaySessionKeys(_secret, _own, Other, ownSession);
    }

    /// <summary>The keys of requests that the other sends in a session that it names; kept only by <see cref="Confirm"/>.</summary>
    public RelaySessionKeys ForOtherRequests(SessionId otherSession)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _incoming?.Session == otherSession ? _incoming : new RelaySessionKeys(_secret, Other, _own, otherSession);
    }

    /// <summary>Keeps keys that have verified a request.</summary>
    public void Confirm(RelaySessionKeys verified) => _incoming = verified;

    /// <summary>Zeroes the secret.</summary>
    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_secret);
        _outgoing?.Clear();
        _incoming?.Clear();
        _outgoing = null;
        _incoming = null;
    }

    /// <summary>"(relay keys)".</summary>
    public override string ToString() => "(relay keys)";
}
