using System.Collections.Immutable;

namespace MeshGate.Core.Topology;

/// <summary>The settings in force for one node. Equal where all of it is equal.</summary>
public sealed record NodeSettings
{
    /// <summary>The mesh's address ranges in CIDR notation, IPv4 first.</summary>
    public ImmutableArray<string> MeshCidrs { get; init; } = [];

    /// <summary>MTU of the tunnel in bytes.</summary>
    public int Mtu { get; init; } = 1380;

    /// <summary>STUN servers as <c>host:port</c>, in the order in which they are asked.</summary>
    public ImmutableArray<string> StunServers { get; init; } = [];

    /// <summary>WireGuard's persistent keepalive.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often public addresses are discovered anew.</summary>
    public TimeSpan DiscoveryInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the daemon renews its Lease.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The silence after which the operator holds the node for offline. The daemon is not told.</summary>
    public TimeSpan HeartbeatTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public bool Equals(NodeSettings? other)
        => other is not null
            && MeshCidrs.SequenceEqual(other.MeshCidrs)
            && Mtu == other.Mtu
            && StunServers.SequenceEqual(other.StunServers)
            && KeepAliveInterval == other.KeepAliveInterval
            && DiscoveryInterval == other.DiscoveryInterval
            && HeartbeatInterval == other.HeartbeatInterval
            && HeartbeatTimeout == other.HeartbeatTimeout;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Mtu, KeepAliveInterval, DiscoveryInterval, HeartbeatInterval, HeartbeatTimeout);
}
