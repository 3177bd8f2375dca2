using System.Collections.Immutable;
using System.Net;

namespace MeshGate.NodeDaemon.Gateways;

/// <summary>Networks that this node forwards to. Equal where all of it is equal.</summary>
/// <param name="Name">The MeshRoute.</param>
/// <param name="Networks">The networks.</param>
/// <param name="Masquerade">Whether machines there see this node's own address in place of the clients'.</param>
public sealed record ForwardRoute(string Name, ImmutableArray<IPNetwork> Networks, bool Masquerade)
{
    /// <inheritdoc/>
    public bool Equals(ForwardRoute? other)
        => other is not null && (Name, Masquerade) == (other.Name, other.Masquerade) && Networks.AsSpan().SequenceEqual(other.Networks.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Masquerade, Networks.Length);
}
