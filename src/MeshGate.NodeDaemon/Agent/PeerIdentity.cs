using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Identity;

namespace MeshGate.NodeDaemon.Agent;

/// <summary>Who a peer is.</summary>
/// <param name="Name">Its MeshNode.</param>
/// <param name="PublicKey">Its WireGuard key.</param>
/// <param name="AllowedIPs">Its mesh addresses as host routes.</param>
public sealed record PeerIdentity(string Name, PublicKey PublicKey, ImmutableArray<IPNetwork> AllowedIPs)
{
    /// <inheritdoc/>
    public bool Equals(PeerIdentity? other)
        => other is not null && Name == other.Name && PublicKey == other.PublicKey && AllowedIPs.AsSpan().SequenceEqual(other.AllowedIPs.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, PublicKey);
}
