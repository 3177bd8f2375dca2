using System.Net;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Relays;

/// <summary>Something to be done for a relay that asks another.</summary>
public abstract record RelayLinksEffect
{
    private RelayLinksEffect()
    {
    }

    /// <summary>Send a request from a port of this relay's; 0 for WireGuard's.</summary>
    public sealed record Send(RelayIdentity Relay, int Port, IPEndPoint To, TransactionId Transaction, RelayMessage Message) : RelayLinksEffect;

    /// <summary>Find the addresses of a relay.</summary>
    public sealed record Locate(RelayIdentity Relay) : RelayLinksEffect;

    /// <summary>Something for <see cref="RelayTable"/>.</summary>
    public sealed record Tell(RelayTableEvent Happened) : RelayLinksEffect;
}
