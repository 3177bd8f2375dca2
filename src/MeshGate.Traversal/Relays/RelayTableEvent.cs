using System.Net;
using MeshGate.Core.Identity;
using MeshGate.Traversal.PathChecks;

namespace MeshGate.Traversal.Relays;

/// <summary>Something that happened to a relay.</summary>
public abstract record RelayTableEvent
{
    private RelayTableEvent()
    {
    }

    /// <summary>Time passed.</summary>
    public sealed record Tick : RelayTableEvent;

    /// <summary>What it may do changed; null ends its being a relay.</summary>
    public sealed record Configured(RelayTableOptions? Options) : RelayTableEvent;

    /// <summary>The system would not open a port.</summary>
    public sealed record PortFailed(int Port) : RelayTableEvent;

    /// <summary>The other relay of a row gives a port to a pair: the far end asked for it there.</summary>
    public sealed record LinkGranted(RelayPairKey Pair) : RelayTableEvent;

    /// <summary>The pair's ports at both relays are proven to each other.</summary>
    /// <param name="Pair">The pair.</param>
    /// <param name="Address">The pair's port at the other relay.</param>
    /// <param name="IsLeaving">Whether that relay is about to go.</param>
    public sealed record LinkBound(RelayPairKey Pair, IPEndPoint Address, bool IsLeaving) : RelayTableEvent;

    /// <summary>An authenticated request came.</summary>
    /// <param name="Node">Whose key proves it.</param>
    /// <param name="Session">The session that it names.</param>
    /// <param name="Message">What it says.</param>
    /// <param name="From">Where it came from.</param>
    /// <param name="LocalPort">The pair's port that it came to; 0 for WireGuard's.</param>
    /// <param name="IsServed">Whether the relay may serve this node.</param>
    public sealed record Requested(PublicKey Node, SessionId Session, RelayMessage Message, IPEndPoint From, int LocalPort, bool IsServed) : RelayTableEvent;
}
