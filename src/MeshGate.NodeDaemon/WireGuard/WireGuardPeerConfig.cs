using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Identity;

namespace MeshGate.NodeDaemon.WireGuard;

/// <summary>What is wanted of one WireGuard peer.</summary>
public sealed record WireGuardPeerConfig
{
    /// <summary>The peer's identity.</summary>
    public required PublicKey PublicKey { get; init; }

    /// <summary>The inner addresses that belong to the peer; a failover never changes them.</summary>
    public ImmutableArray<IPNetwork> AllowedIPs { get; init; } = [];

    /// <summary>
    /// Where to send. Ordered once, when it is chosen: WireGuard roams from there with every authenticated packet,
    /// and an unchanged order does not undo that.
    /// </summary>
    public IPEndPoint? Endpoint { get; init; }

    /// <summary>
    /// Whether the endpoint was read from the device rather than chosen: it is given back to a device that lost the peer, and
    /// never imposed, since WireGuard may have roamed on meanwhile.
    /// </summary>
    public bool IsEndpointObserved { get; init; }

    /// <summary>
    /// Endpoints that are not to be followed: lent paths, once there is a better one. A peer that still sends over its relay would
    /// pull the session back there.
    /// </summary>
    public ImmutableArray<IPEndPoint> Forsaken { get; init; } = [];

    /// <summary>Whether the peer is kept if the device has it, and not added otherwise.</summary>
    public bool IsKeptOnly { get; init; }

    /// <summary>Seconds between keepalives, 0 for none.</summary>
    public int PersistentKeepalive { get; init; }

    /// <inheritdoc/>
    public bool Equals(WireGuardPeerConfig? other)
        => other is not null
            && PublicKey.Equals(other.PublicKey)
            && AllowedIPs.AsSpan().SequenceEqual(other.AllowedIPs.AsSpan())
            && Equals(Endpoint, other.Endpoint)
            && IsEndpointObserved == other.IsEndpointObserved
            && Forsaken.AsSpan().SequenceEqual(other.Forsaken.AsSpan())
            && IsKeptOnly == other.IsKeptOnly
            && PersistentKeepalive == other.PersistentKeepalive;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(PublicKey, Endpoint, PersistentKeepalive);
}
