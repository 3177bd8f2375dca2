using System.Collections.Immutable;
using System.Net;

namespace MeshGate.NodeDaemon.Turn;

/// <summary>A peer that is to be reached through a TURN server.</summary>
/// <param name="Peer">The name of its MeshNode.</param>
/// <param name="Remotes">Its addresses; nothing is sent anywhere else.</param>
public sealed record TurnPathOrder(string Peer, ImmutableArray<IPEndPoint> Remotes)
{
    /// <inheritdoc/>
    public bool Equals(TurnPathOrder? other) => other is not null && Peer == other.Peer && Remotes.AsSpan().SequenceEqual(other.Remotes.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Peer, Remotes.Length);
}
