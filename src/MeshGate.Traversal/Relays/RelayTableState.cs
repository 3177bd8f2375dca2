using System.Collections.Immutable;
using MeshGate.Core.Identity;

namespace MeshGate.Traversal.Relays;

/// <summary>Everything a relay knows. A value: <see cref="RelayTable"/> makes the next one from it.</summary>
public sealed record RelayTableState
{
    /// <summary>What it draws its tokens from.</summary>
    public required RelaySecret Secret { get; init; }

    /// <summary>What it may do; null while it is no relay.</summary>
    public RelayTableOptions? Options { get; init; }

    /// <summary>The nodes whose addresses are proven.</summary>
    public ImmutableDictionary<PublicKey, RelayNode> Nodes { get; init; } = ImmutableDictionary<PublicKey, RelayNode>.Empty;

    /// <summary>The other relays of rows whose addresses are proven: apart, since a relay may use this one for itself as well.</summary>
    public ImmutableDictionary<PublicKey, RelayNode> Links { get; init; } = ImmutableDictionary<PublicKey, RelayNode>.Empty;

    /// <summary>The pairs, open or asked for.</summary>
    public ImmutableDictionary<RelayPairKey, RelayPair> Pairs { get; init; } = ImmutableDictionary<RelayPairKey, RelayPair>.Empty;

    /// <summary>The ports in use.</summary>
    public ImmutableDictionary<int, RelayPairKey> Ports { get; init; } = ImmutableDictionary<int, RelayPairKey>.Empty;

    /// <summary>The port given out last: one that was closed rests as long as it can.</summary>
    public int LastPort { get; init; }

    /// <summary>When something may expire next; null if there is nothing.</summary>
    public TimeSpan? NextDue { get; init; }

    internal RelayNode? Find(PublicKey node, bool isLink) => (isLink ? Links : Nodes).GetValueOrDefault(node);

    internal RelayTableState With(PublicKey key, RelayNode node, bool isLink)
        => isLink ? this with { Links = Links.SetItem(key, node) } : this with { Nodes = Nodes.SetItem(key, node) };
}
