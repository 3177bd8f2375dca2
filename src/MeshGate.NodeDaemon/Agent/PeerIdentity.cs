using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using MeshGate.Core.Identity;

namespace MeshGate.NodeDaemon.Agent;

/// <summary>Who a peer is.</summary>
/// <param name="Name">Its MeshNode.</param>
/// <param name="PublicKey">Its WireGuard key.</param>
/// <param name="AllowedIPs">Its mesh addresses as host routes.</param>
public sealed record PeerIdentity(string Name, PublicKey PublicKey, ImmutableArray<IPNetwork> AllowedIPs)
{
    /// <summary>Its segment where that is not this node's own; null for a member of the assignment.</summary>
    public string? Segment { get; init; }

    /// <summary>An address as the network that holds nothing else.</summary>
    public static IPNetwork HostRoute(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
    }

    /// <inheritdoc/>
    public bool Equals(PeerIdentity? other)
        => other is not null && Name == other.Name && PublicKey == other.PublicKey && Segment == other.Segment && AllowedIPs.AsSpan().SequenceEqual(other.AllowedIPs.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, PublicKey);
}
