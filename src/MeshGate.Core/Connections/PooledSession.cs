namespace MeshGate.Core.Connections;

/// <summary>One peer's session in a pool.</summary>
/// <param name="Name">The peer.</param>
public sealed record PooledSession(string Name)
{
    /// <summary>Where it stands.</summary>
    public SessionPhase Phase { get; init; }

    /// <summary>Whether it never sleeps.</summary>
    public bool IsHeld { get; init; }

    /// <summary>When it last had traffic, or was last wanted.</summary>
    public TimeSpan UsedAt { get; init; }

    /// <summary>When it entered its phase.</summary>
    public TimeSpan Since { get; init; }

    /// <summary>Whether a path was good once, so that it can be used again.</summary>
    public bool HasPath { get; init; }

    /// <summary>How often the path was used again since it was last looked for among all.</summary>
    public int Reuses { get; init; }

    /// <summary>Failed attempts to wake it, in a row.</summary>
    public int Attempts { get; init; }

    /// <summary>When the attempt that runs has failed, or while <see cref="IsBackingOff"/> the next one begins.</summary>
    public TimeSpan? DueAt { get; init; }

    /// <summary>Whether the next attempt to wake it is waited for.</summary>
    public bool IsBackingOff { get; init; }

    /// <summary>How often the peer was asked whether it may sleep, without an answer yet; 0 while it is not asked.</summary>
    public int Asks { get; init; }

    /// <summary>When to ask again; null while the peer is not asked.</summary>
    public TimeSpan? AskAt { get; init; }

    /// <summary>Until when it is not to sleep, since the peer wants it; and while asleep, until when the peer is left alone.</summary>
    public TimeSpan HeldUntil { get; init; }

    /// <summary>Why it is asleep.</summary>
    public SleepReason Reason { get; init; }

    /// <summary>Whether it takes one of the pool's places.</summary>
    public bool IsAwake => Phase is SessionPhase.Waking or SessionPhase.Awake;

    /// <summary>Whether it has traffic.</summary>
    public bool HasTraffic(TimeSpan now) => now - UsedAt < PoolTimers.UsedFor;
}
