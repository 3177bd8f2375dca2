using System.Collections.Immutable;
using System.Net;

namespace MeshGate.NodeDaemon.Turn;

/// <summary>A peer that is to be reached through a TURN server.</summary>
/// <param name="Peer">The name of its MeshNode.</param>
/// <param name="Remotes">Its addresses; nothing is sent anywhere else.</param>
public sealed record TurnPathOrder(string Peer, ImmutableArray<IPEndPoint> Remotes)
{
    /// <summary>Servers at these addresses are used only if there is no other: the peer has its own allocation there.</summary>
    public ImmutableArray<IPAddress> Avoided { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(TurnPathOrder? other)
        => other is not null && Peer == other.Peer && Remotes.AsSpan().SequenceEqual(other.Remotes.AsSpan()) && Avoided.AsSpan().SequenceEqual(other.Avoided.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Peer, Remotes.Length);
}
