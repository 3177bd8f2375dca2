using System.Collections.Immutable;
using System.Net;

namespace MeshGate.NodeDaemon.Gateways;

/// <summary>What this node is to do as a gateway, whole. Equal where all of it is equal.</summary>
/// <param name="Mesh">The mesh's address ranges.</param>
/// <param name="Routes">The networks; none where it is no gateway.</param>
public sealed record ForwardingOrder(ImmutableArray<IPNetwork> Mesh, ImmutableArray<ForwardRoute> Routes)
{
    /// <inheritdoc/>
    public bool Equals(ForwardingOrder? other)
        => other is not null && Mesh.AsSpan().SequenceEqual(other.Mesh.AsSpan()) && Routes.AsSpan().SequenceEqual(other.Routes.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Mesh.Length, Routes.Length);
}
