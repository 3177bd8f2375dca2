using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Identity;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Relays;

/// <summary>Something that happened to a relay that asks another.</summary>
public abstract record RelayLinksEvent
{
    private RelayLinksEvent()
    {
    }

    /// <summary>Time passed.</summary>
    public sealed record Tick : RelayLinksEvent;

    /// <summary>The near end of a pair shows that it wants it.</summary>
    public sealed record Wanted(RelayTableEffect.Link Link) : RelayLinksEvent;

    /// <summary>A pair has ended.</summary>
    public sealed record Released(RelayPairKey Pair) : RelayLinksEvent;

    /// <summary>A relay's addresses were read: the whole list, best first.</summary>
    public sealed record Located(PublicKey Relay, ImmutableArray<IPEndPoint> Addresses) : RelayLinksEvent;

    /// <summary>An authenticated reply came.</summary>
    /// <param name="Relay">Whose key proves it.</param>
    /// <param name="Transaction">Of which request.</param>
    /// <param name="Port">The port that it came to; 0 for WireGuard's.</param>
    /// <param name="From">Where it came from.</param>
    /// <param name="Message">What it says.</param>
    public sealed record Replied(PublicKey Relay, TransactionId Transaction, int Port, IPEndPoint From, RelayMessage Message) : RelayLinksEvent;
}
