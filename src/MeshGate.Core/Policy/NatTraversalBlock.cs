using System.Collections.Immutable;

namespace MeshGate.Core.Policy;

/// <summary>How a node finds its public addresses and passes NATs. Equal where all of it is equal.</summary>
public sealed record NatTraversalBlock
{
    /// <summary>The keepalive while nobody has measured how long the NAT holds a mapping; the ceiling where that is lower.</summary>
    public static readonly TimeSpan UnmeasuredKeepAlive = TimeSpan.FromSeconds(10);

    /// <summary>Off: no server is asked, so that a node has only its machine's own addresses and its declared endpoint.</summary>
    public bool Enabled { get; init; } = PolicySettings.TraversalEnabled.Default;

    /// <summary>STUN servers as <c>host:port</c>, in the order in which they are asked.</summary>
    public ImmutableArray<string> StunServers { get; init; } = [];

    /// <summary>TURN servers, in the order in which they are tried.</summary>
    public ImmutableArray<TurnServer> TurnServers { get; init; } = [];

    /// <summary>How often public addresses are discovered anew.</summary>
    public TimeSpan DiscoveryInterval { get; init; } = PolicySettings.DiscoveryInterval.Default;

    /// <summary>WireGuard's persistent keepalive at most.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = PolicySettings.KeepAliveInterval.Default;

    /// <summary>Rounds of checks after the first before a path counts as impossible for now.</summary>
    public int MaxRetries { get; init; } = (int)PolicySettings.TraversalMaxRetries.Default;

    /// <summary>The time one round has.</summary>
    public TimeSpan Timeout { get; init; } = PolicySettings.TraversalTimeout.Default;

    /// <summary>Whether relays are used where no direct path is found.</summary>
    public bool Relay { get; init; } = PolicySettings.Relay.Default;

    /// <summary>Whether both ends send at once to open their NATs.</summary>
    public bool HolePunching { get; init; } = PolicySettings.HolePunching.Default;

    /// <summary>Whether the router is asked for a port (PCP, NAT-PMP, UPnP).</summary>
    public bool PortMapping { get; init; } = PolicySettings.PortMapping.Default;

    /// <inheritdoc/>
    public bool Equals(NatTraversalBlock? other)
        => other is not null
            && Enabled == other.Enabled
            && StunServers.SequenceEqual(other.StunServers)
            && TurnServers.SequenceEqual(other.TurnServers)
            && DiscoveryInterval == other.DiscoveryInterval
            && KeepAliveInterval == other.KeepAliveInterval
            && MaxRetries == other.MaxRetries
            && Timeout == other.Timeout
            && (Relay, HolePunching, PortMapping) == (other.Relay, other.HolePunching, other.PortMapping);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Enabled, StunServers.Length, DiscoveryInterval, KeepAliveInterval, MaxRetries, Timeout, Relay);
}
