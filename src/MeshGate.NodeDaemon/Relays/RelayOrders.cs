using System.Collections.Immutable;
using MeshGate.Traversal.Relays;

namespace MeshGate.NodeDaemon.Relays;

/// <summary>What the operator says about relays. Equal where all of it is equal.</summary>
public sealed record RelayOrders
{
    /// <summary>Nothing: no relay is used, and nobody is served.</summary>
    public static readonly RelayOrders None = new();

    /// <summary>The relays to register with, best first.</summary>
    public ImmutableArray<RelayIdentity> Relays { get; init; } = [];

    /// <summary>Whether relays are used where there is no direct path.</summary>
    public bool IsWanted { get; init; }

    /// <summary>This node's segment.</summary>
    public string Segment { get; init; } = string.Empty;

    /// <summary>Whom this node relays for; null where it is no relay.</summary>
    public RelayDuty? Serves { get; init; }

    /// <inheritdoc/>
    public bool Equals(RelayOrders? other)
        => other is not null && IsWanted == other.IsWanted && Segment == other.Segment && Serves == other.Serves && Relays.AsSpan().SequenceEqual(other.Relays.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IsWanted, Segment, Serves, Relays.Length);
}
