using MeshGate.Core.Identity;

namespace MeshGate.Traversal.Relays;

/// <summary>Two nodes that meet at a relay, or want to.</summary>
/// <param name="One">The end with the smaller key.</param>
/// <param name="Other">The end with the greater key.</param>
public sealed record RelayPair(RelayPairEnd One, RelayPairEnd Other)
{
    /// <summary>What lets a relay stand for one end; null where both are ends of the session.</summary>
    public RelayChainRule? Chain { get; init; }

    /// <summary>The pair's port; null until both have asked.</summary>
    public int? Port { get; init; }

    /// <summary>Whether the other relay said that it is about to go.</summary>
    public bool IsLeaving { get; init; }

    /// <summary>When it is closed, since its order is gone; null while that stands. Until then its ends find another path.</summary>
    public TimeSpan? EndsAt { get; init; }

    /// <summary>Whether both ends have proven where they send from.</summary>
    public bool IsBound => One.Address is not null && Other.Address is not null;

    /// <summary>What names it.</summary>
    public RelayPairKey Key => RelayPairKey.Of(One.Node, Other.Node, Chain?.Far ?? default);

    internal static RelayPair Between(PublicKey one, PublicKey other)
        => one < other ? new RelayPair(new RelayPairEnd(one), new RelayPairEnd(other)) : new RelayPair(new RelayPairEnd(other), new RelayPairEnd(one));

    internal RelayPairEnd End(PublicKey node) => One.Node == node ? One : Other;

    internal RelayPairEnd Opposite(PublicKey node) => One.Node == node ? Other : One;

    internal RelayPair With(RelayPairEnd end) => One.Node == end.Node ? this with { One = end } : this with { Other = end };
}
