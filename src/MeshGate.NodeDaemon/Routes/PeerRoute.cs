using System.Collections.Immutable;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.Relays;

namespace MeshGate.NodeDaemon.Routes;

/// <summary>A MeshRoute between this node and a peer, as its daemon follows it. Equal where all of it is equal.</summary>
/// <param name="Peer">The MeshNode at the other end.</param>
/// <param name="Name">The MeshRoute.</param>
/// <param name="Priority">Which session fails over first: the higher.</param>
/// <param name="Paths">The paths by name, best first.</param>
public sealed record PeerRoute(string Peer, string Name, int Priority, ImmutableArray<string> Paths)
{
    /// <summary>What stands between the relays of a row.</summary>
    public const char ChainMark = '+';

    /// <summary>The order of candidates: the path that a person moved the route to, then <see cref="Paths"/>.</summary>
    public required PathOrder Order { get; init; }

    /// <summary>The relays to meet the peer at, in the order of the paths; of two in a row the first as seen from here, and what is behind it.</summary>
    public ImmutableArray<RelayIdentity> Relays { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(PeerRoute? other)
        => other is not null && (Peer, Name, Priority) == (other.Peer, other.Name, other.Priority) && Order == other.Order
            && Paths.AsSpan().SequenceEqual(other.Paths.AsSpan()) && Relays.AsSpan().SequenceEqual(other.Relays.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Peer, Name, Priority, Order);
}
