using System.Collections.Immutable;
using System.Net;

namespace MeshGate.Core.Failover;

/// <summary>What is known about one peer's paths. A value: <see cref="PathFailover"/> makes the next one from it.</summary>
public sealed record FailoverState
{
    /// <summary>Whether this end decides when traffic returns to a better path; exactly one end of a pair does.</summary>
    public required bool IsControlling { get; init; }

    /// <summary>Where the session stands.</summary>
    public FailoverPhase Phase { get; init; }

    /// <summary>The paths, best first.</summary>
    public ImmutableArray<FailoverPath> Paths { get; init; } = [];

    /// <summary>The path in use; null before there was one.</summary>
    public IPEndPoint? Current { get; init; }

    /// <summary>Paths that failed and are not returned to yet.</summary>
    public ImmutableArray<HeldPath> Held { get; init; } = [];

    /// <summary>Since when the path in use has been suspected, or the session been on it without a proof: only what answered since is moved to.</summary>
    public TimeSpan SuspectedAt { get; init; }

    /// <summary>When the path was last proven before it failed.</summary>
    public TimeSpan BrokenSince { get; init; }

    /// <summary>Why the path in use is to be left; null while it is not.</summary>
    public FailoverCause? Cause { get; init; }

    /// <summary>A move that carried no hello yet; null when all did.</summary>
    public FailoverMove? Unproven { get; init; }

    /// <summary>Counts the changes of path, so that what is said of the path before is not taken for the one after.</summary>
    public int Move { get; init; }

    /// <summary>Moves since the session was last proven.</summary>
    public int Attempts { get; init; }

    /// <summary>When a failed session may be tried again.</summary>
    public TimeSpan RetryAt { get; init; }

    /// <summary>How long a failed path must answer before traffic returns; zero for the shortest.</summary>
    public TimeSpan HoldDown { get; init; }

    /// <summary>When traffic last returned to a better path.</summary>
    public TimeSpan? ReturnedAt { get; init; }

    /// <summary>When the session last left a path.</summary>
    public TimeSpan? MovedAt { get; init; }

    /// <summary>The path at an address; null for none.</summary>
    public FailoverPath? Find(IPEndPoint? address) => address is null ? null : Paths.FirstOrDefault(path => path.Address.Equals(address));

    /// <summary>Whether a path is held down.</summary>
    public bool IsHeld(IPEndPoint address) => Held.Any(held => held.Address.Equals(address));

    /// <summary>The place of a path in the order; the last for one that is not known.</summary>
    public int Rank(IPEndPoint address)
    {
        for (int i = 0; i < Paths.Length; i++)
        {
            if (Paths[i].Address.Equals(address))
            {
                return i;
            }
        }

        return Paths.Length;
    }
}
