using System.Collections.Immutable;

namespace MeshGate.Core.Topology;

/// <summary>The identity of a peer. Equal where all of it is equal.</summary>
/// <param name="Name">The peer's name.</param>
/// <param name="PublicKey">Its WireGuard public key, base64.</param>
/// <param name="Addresses">Its mesh addresses in canonical form, IPv4 first.</param>
public sealed record PlanMember(string Name, string PublicKey, ImmutableArray<string> Addresses)
{
    /// <inheritdoc/>
    public bool Equals(PlanMember? other)
        => other is not null && Name == other.Name && PublicKey == other.PublicKey && Addresses.SequenceEqual(other.Addresses);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, PublicKey);
}
