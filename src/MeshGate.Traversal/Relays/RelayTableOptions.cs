using System.Collections.Immutable;

namespace MeshGate.Traversal.Relays;

/// <summary>What a relay may do.</summary>
public sealed record RelayTableOptions
{
    /// <summary>The first port for pairs.</summary>
    public required int FirstPort { get; init; }

    /// <summary>The last port for pairs; lower than the first where there is none.</summary>
    public required int LastPort { get; init; }

    /// <summary>The most pairs at a time.</summary>
    public int MaxPairs { get; init; } = 256;

    /// <summary>The most pairs of one node at a time, asked for or open.</summary>
    public int MaxPairsPerNode { get; init; } = 64;

    /// <summary>Whether it is about to go: it takes no new pair, and tells those that it has to go elsewhere.</summary>
    public bool IsDraining { get; init; }

    /// <summary>The pairs for which it is one of two relays in a row.</summary>
    public ImmutableArray<RelayChainRule> Chains { get; init; } = [];

    /// <summary>The most nodes that are remembered.</summary>
    public int MaxNodes { get; init; } = 4096;
}
