using System.Net;
using MeshGate.Core.Identity;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Relays;

/// <summary>Something to be done for a node that uses relays.</summary>
public abstract record RelayClientEffect
{
    private RelayClientEffect()
    {
    }

    /// <summary>Send a request.</summary>
    public sealed record Send(PublicKey Relay, IPEndPoint To, TransactionId Transaction, RelayMessage Message) : RelayClientEffect;

    /// <summary>Find the addresses of a relay.</summary>
    public sealed record Locate(RelayIdentity Relay) : RelayClientEffect;

    /// <summary>A peer can be reached at this address, if it passes its checks.</summary>
    /// <param name="Peer">The peer.</param>
    /// <param name="Address">Where it is reached.</param>
    /// <param name="Relay">The relay.</param>
    /// <param name="IsLeaving">Whether that is about to go, so that any other path is better.</param>
    public sealed record PathReady(PublicKey Peer, IPEndPoint Address, RelayIdentity Relay, bool IsLeaving = false) : RelayClientEffect;

    /// <summary>A relay did not answer, or has no room: another is asked.</summary>
    public sealed record Failed(RelayIdentity Relay) : RelayClientEffect;

    /// <summary>A peer can no longer be reached there.</summary>
    public sealed record PathLost(PublicKey Peer, IPEndPoint Address, string Reason) : RelayClientEffect;
}
