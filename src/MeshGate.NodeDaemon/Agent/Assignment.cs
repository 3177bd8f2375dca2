using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Policy;
using MeshGate.NodeDaemon.Gateways;
using MeshGate.NodeDaemon.Relays;
using MeshGate.NodeDaemon.Routes;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Agent;

/// <summary>The operator's orders, read and checked.</summary>
public sealed record Assignment
{
    /// <summary>The revision to report once the orders are in force.</summary>
    public required string Revision { get; init; }

    /// <summary>The node's own mesh addresses.</summary>
    public ImmutableArray<IPAddress> Addresses { get; init; } = [];

    /// <summary>WireGuard's UDP port, where the MeshNode says one.</summary>
    public int? ListenPort { get; init; }

    /// <summary>The address a person gave for this node, as <c>host:port</c>.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The mesh's address ranges.</summary>
    public ImmutableArray<IPNetwork> MeshCidrs { get; init; } = [];

    /// <summary>The tunnel's MTU in bytes.</summary>
    public int Mtu { get; init; }

    /// <summary>STUN servers as <c>host:port</c>.</summary>
    public ImmutableArray<string> StunServers { get; init; } = [];

    /// <summary>The most time between two packets that hold a NAT's mapping.</summary>
    public TimeSpan KeepAliveCeiling { get; init; }

    /// <summary>The search for paths, as configured.</summary>
    public CheckListSettings Checks { get; init; } = new();

    /// <summary>Whether the addresses that STUN servers saw are told.</summary>
    public bool HolePunching { get; init; } = true;

    /// <summary>How often public addresses are discovered anew.</summary>
    public TimeSpan DiscoveryInterval { get; init; }

    /// <summary>Whether the router is asked for a port.</summary>
    public bool IsPortMappingWanted { get; init; } = true;

    /// <summary>How often the heartbeat Lease is renewed.</summary>
    public TimeSpan HeartbeatInterval { get; init; }

    /// <summary>How sessions leave paths that stopped.</summary>
    public FailoverBlock Failover { get; init; } = new();

    /// <summary>How one of several is chosen, and when what fails is left alone.</summary>
    public LoadBalancerBlock LoadBalancer { get; init; } = new();

    /// <summary>How many sessions stay awake, and how; null where the operator does not say, and all do.</summary>
    public ConnectionsBlock? Connections { get; init; }

    /// <summary>The peers whose sessions never sleep.</summary>
    public ImmutableHashSet<string> Pinned { get; init; } = [];

    /// <summary>The peers.</summary>
    public ImmutableArray<PeerIdentity> Peers { get; init; } = [];

    /// <summary>
    /// The peers that this node may speak to directly, by name; null for all. With others it meets at a hub that relays, which WireGuard's
    /// encryption passes end to end.
    /// </summary>
    public ImmutableHashSet<string>? DirectPeers { get; init; }

    /// <summary>Who relays for this node, and whom it relays for.</summary>
    public RelayOrders Relays { get; init; } = RelayOrders.None;

    /// <summary>The routes that begin or end here, by the peer at the other end.</summary>
    public ImmutableSortedDictionary<string, PeerRoute> Routes { get; init; } = ImmutableSortedDictionary<string, PeerRoute>.Empty;

    /// <summary>The networks that this node reaches through gateways, ordered by route.</summary>
    public ImmutableArray<GatewayRoute> Gateways { get; init; } = [];

    /// <summary>The networks that this node forwards to as a gateway, ordered by route.</summary>
    public ImmutableArray<ForwardRoute> Forwards { get; init; } = [];

    /// <summary>Whether two orders are the same: the revision is a digest of all but the routes, the gateways and what stands in spec.</summary>
    public bool Equals(Assignment? other)
        => other is not null
            && Revision == other.Revision
            && ListenPort == other.ListenPort
            && Endpoint == other.Endpoint
            && Relays == other.Relays
            && Routes.Values.SequenceEqual(other.Routes.Values)
            && Gateways.AsSpan().SequenceEqual(other.Gateways.AsSpan())
            && Forwards.AsSpan().SequenceEqual(other.Forwards.AsSpan())
            && Addresses.AsSpan().SequenceEqual(other.Addresses.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Revision, ListenPort, Endpoint);
}
