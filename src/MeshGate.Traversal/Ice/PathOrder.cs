using System.Collections.Immutable;

namespace MeshGate.Traversal.Ice;

/// <summary>Which paths a pair may use, and in which order they are preferred: those that a person named first, then all others by their kind.</summary>
/// <param name="Names">The names, best first: <see cref="Direct"/>, <see cref="Turn"/>, or a relay's.</param>
public sealed record PathOrder(ImmutableArray<string> Names)
{
    /// <summary>The name of every direct path. Names of nodes have no capitals.</summary>
    public const string Direct = "Direct";

    /// <summary>The name of every path through a TURN server.</summary>
    public const string Turn = "Turn";

    // Behind all tiers.
    private const int Leaving = 3;

    /// <summary>Nothing is named: direct before relay nodes before TURN.</summary>
    public static readonly PathOrder ByKind = new([]);

    /// <summary>Nothing is named, and no direct path is to be used: what the two say to each other passes a hub.</summary>
    public static readonly PathOrder Lent = new([]) { IsDirectAllowed = false };

    /// <summary>
    /// Whether direct paths are sought and used. Where they are not, one that is in use already stays until another answers.
    /// </summary>
    public bool IsDirectAllowed { get; init; } = true;

    /// <summary>Whether a path may be sought.</summary>
    public bool Allows(RemoteCandidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return IsDirectAllowed || !PathRank.IsDirect(candidate.Kind);
    }

    /// <summary>The name of a path; null for a relay of which only the address is known.</summary>
    public static string? NameOf(RemoteCandidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return PathRank.Tier(candidate.Kind) switch
        {
            0 => Direct,
            1 => candidate.Relay,
            _ => Turn,
        };
    }

    /// <summary>The place of a path, 0 for the best.</summary>
    public int RankOf(RemoteCandidate candidate)
    {
        int place = NameOf(candidate) is { } name ? Names.IndexOf(name) : -1;
        return candidate.IsLeaving || !Allows(candidate) ? Names.Length + Leaving : place >= 0 ? place : Names.Length + PathRank.Tier(candidate.Kind);
    }

    /// <inheritdoc/>
    public bool Equals(PathOrder? other) => other is not null && IsDirectAllowed == other.IsDirectAllowed && Names.AsSpan().SequenceEqual(other.Names.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Names.Length;
}
