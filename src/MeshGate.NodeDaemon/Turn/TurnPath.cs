using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Policy;

namespace MeshGate.NodeDaemon.Turn;

/// <summary>How a peer is reached through a TURN server, or why it is not.</summary>
public sealed record TurnPath
{
    /// <summary>Where the peer reaches this node: one relayed address of each family at most; empty while there is no allocation.</summary>
    public ImmutableArray<IPEndPoint> Relayed { get; init; } = [];

    /// <summary>The server, <c>host:port</c>; null while none is used.</summary>
    public string? Server { get; init; }

    /// <summary>How this node speaks with it.</summary>
    public TurnTransport? Transport { get; init; }

    /// <summary>The peer's addresses that can be reached, with what stands for them here.</summary>
    public ImmutableArray<TurnRemote> Remotes { get; init; } = [];

    /// <summary>What is wrong, for a person; null if nothing is.</summary>
    public string? Problem { get; init; }

    /// <inheritdoc/>
    public bool Equals(TurnPath? other) => other is not null && Server == other.Server && Transport == other.Transport && Problem == other.Problem
        && Relayed.AsSpan().SequenceEqual(other.Relayed.AsSpan()) && Remotes.AsSpan().SequenceEqual(other.Remotes.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Server, Transport, Problem, Relayed.Length, Remotes.Length);
}
