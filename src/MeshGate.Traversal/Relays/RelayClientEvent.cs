using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Identity;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Relays;

/// <summary>Something that happened to a node that uses relays.</summary>
public abstract record RelayClientEvent
{
    private RelayClientEvent()
    {
    }

    /// <summary>Time passed.</summary>
    public sealed record Tick : RelayClientEvent;

    /// <summary>The relays to register with: the whole list.</summary>
    public sealed record Assigned(ImmutableArray<RelayIdentity> Relays) : RelayClientEvent;

    /// <summary>A relay's addresses were read: the whole list, best first.</summary>
    public sealed record Located(PublicKey Relay, ImmutableArray<IPEndPoint> Addresses, string? Zone = null) : RelayClientEvent;

    /// <summary>A peer is to be met at one of these relays.</summary>
    /// <param name="Peer">The peer.</param>
    /// <param name="Relays">The relays to try, in this order.</param>
    /// <param name="HasStandby">Whether it is to be met at a second one as well, so that traffic has somewhere to go at once.</param>
    /// <param name="Preferred">So many of the relays a person named: each is met if there are two at most, else two of them; one that is silent is tried again and again.</param>
    public sealed record Wanted(PublicKey Peer, ImmutableArray<RelayIdentity> Relays, bool HasStandby = false, int Preferred = 0) : RelayClientEvent;

    /// <summary>The session moved to the standby's address: that is the first relay now.</summary>
    public sealed record StandbyUsed(PublicKey Peer) : RelayClientEvent;

    /// <summary>A peer needs no relay any more.</summary>
    public sealed record Released(PublicKey Peer, string Reason) : RelayClientEvent;

    /// <summary>Checks of the path through the relay go unanswered: see whether the relay is there.</summary>
    public sealed record Doubted(PublicKey Peer) : RelayClientEvent;

    /// <summary>This machine moved, or its NAT: show every relay the new address at once.</summary>
    public sealed record Moved : RelayClientEvent;

    /// <summary>An authenticated reply came.</summary>
    public sealed record Replied(PublicKey Relay, TransactionId Transaction, IPEndPoint From, RelayMessage Message) : RelayClientEvent;

    /// <summary>An authenticated notice came, about a peer that this node knows.</summary>
    public sealed record Noticed(PublicKey Relay, RelayMessage Message) : RelayClientEvent;
}
