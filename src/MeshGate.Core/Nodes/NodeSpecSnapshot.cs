using System.Collections.Immutable;
using MeshGate.Core.Topology;

namespace MeshGate.Core.Nodes;

/// <summary>What a person wrote of a node, not yet judged. Equal where all of it is equal.</summary>
public sealed record NodeSpecSnapshot
{
    /// <summary><c>spec.nodeName</c>, or null.</summary>
    public string? NodeName { get; init; }

    /// <summary><c>spec.addresses</c>.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];

    /// <summary><c>spec.roles</c>.</summary>
    public ImmutableArray<NodeRole> Roles { get; init; } = [];

    /// <summary><c>spec.listenPort</c>, or null.</summary>
    public int? ListenPort { get; init; }

    /// <summary><c>spec.relayPorts</c>, or null.</summary>
    public (int First, int Last)? RelayPorts { get; init; }

    /// <summary><c>spec.advertisedCIDRs</c>.</summary>
    public ImmutableArray<string> AdvertisedCidrs { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(NodeSpecSnapshot? other)
        => ReferenceEquals(this, other)
            || (other is not null
                && NodeName == other.NodeName
                && Addresses.SequenceEqual(other.Addresses)
                && Roles.SequenceEqual(other.Roles)
                && ListenPort == other.ListenPort
                && RelayPorts == other.RelayPorts
                && AdvertisedCidrs.SequenceEqual(other.AdvertisedCidrs));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(NodeName, Addresses.Length, Roles.Length, ListenPort, RelayPorts);
}
