using System.Collections.Immutable;
using System.Net;

namespace MeshGate.NodeDaemon.Network;

/// <summary>What is wanted of the tunnel's interface.</summary>
public sealed record InterfaceConfig
{
    /// <summary>The node's own mesh addresses.</summary>
    public ImmutableArray<IPAddress> Addresses { get; init; } = [];

    /// <summary>The ranges that are routed to the tunnel.</summary>
    public ImmutableArray<IPNetwork> Routes { get; init; } = [];

    /// <summary>Whether each peer is routed to the tunnel by itself: what of <see cref="Routes"/> no peer has is caught elsewhere then.</summary>
    public bool IsByHost { get; init; }

    /// <summary>The peers' own addresses, where each is routed by itself.</summary>
    public ImmutableArray<IPNetwork> Hosts { get; init; } = [];

    /// <summary>Networks outside the mesh that are routed to the tunnel, unless the machine has a route to exactly them itself.</summary>
    public ImmutableArray<IPNetwork> Outside { get; init; } = [];

    /// <summary>MTU in bytes.</summary>
    public int Mtu { get; init; } = 1380;

    /// <inheritdoc/>
    public bool Equals(InterfaceConfig? other)
        => other is not null
            && Mtu == other.Mtu
            && Addresses.AsSpan().SequenceEqual(other.Addresses.AsSpan())
            && Routes.AsSpan().SequenceEqual(other.Routes.AsSpan())
            && IsByHost == other.IsByHost
            && Hosts.AsSpan().SequenceEqual(other.Hosts.AsSpan())
            && Outside.AsSpan().SequenceEqual(other.Outside.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Mtu, Addresses.Length, Routes.Length, Hosts.Length);
}
