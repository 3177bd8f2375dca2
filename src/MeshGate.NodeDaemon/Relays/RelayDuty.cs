using System.Collections.Immutable;
using MeshGate.Traversal.Relays;

namespace MeshGate.NodeDaemon.Relays;

/// <summary>Whom this node relays for, and how much. Equal where all of it is equal.</summary>
/// <param name="FirstPort">The first port of the range: the one that others probe.</param>
/// <param name="LastPort">The last port of the range.</param>
public sealed record RelayDuty(int FirstPort, int LastPort)
{
    /// <summary>Pairs at a time, where the operator does not say.</summary>
    public const int DefaultMaxPairs = 256;

    /// <summary>Packets a second for one pair, where the operator does not say.</summary>
    public const long DefaultPacketsPerSecond = 20_000;

    /// <summary>The segments whose nodes are served; none names every one.</summary>
    public ImmutableArray<string> Segments { get; init; } = [];

    /// <summary>The most pairs at a time.</summary>
    public int MaxPairs { get; init; } = DefaultMaxPairs;

    /// <summary>The most packets a second for one pair.</summary>
    public long PacketsPerSecond { get; init; } = DefaultPacketsPerSecond;

    /// <summary>The pairs for which it is one of two relays in a row.</summary>
    public ImmutableArray<RelayChainRule> Chains { get; init; } = [];

    /// <summary>Whether this node is about to go: it takes no new pair, and tells those that it has to go elsewhere.</summary>
    public bool IsDraining { get; init; }

    /// <summary>Whether nodes of a segment are served.</summary>
    public bool Includes(string? segment) => Segments.IsEmpty || (segment is not null && Segments.Contains(segment));

    /// <inheritdoc/>
    public bool Equals(RelayDuty? other)
        => other is not null && (FirstPort, LastPort, MaxPairs, PacketsPerSecond, IsDraining) == (other.FirstPort, other.LastPort, other.MaxPairs, other.PacketsPerSecond, other.IsDraining)
            && Segments.AsSpan().SequenceEqual(other.Segments.AsSpan())
            && Chains.AsSpan().SequenceEqual(other.Chains.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(FirstPort, LastPort, MaxPairs, PacketsPerSecond, Segments.Length, Chains.Length);
}
