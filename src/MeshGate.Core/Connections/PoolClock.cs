using System.Collections.Immutable;

namespace MeshGate.Core.Connections;

/// <summary>What time does to sessions.</summary>
internal static class PoolClock
{
    /// <summary>Lets time pass.</summary>
    public static PoolState Tick(PoolState state, TimeSpan now, ImmutableArray<PoolEffect>.Builder effects)
    {
        foreach (PooledSession session in state.Sessions.Values)
        {
            state = session switch
            {
                { Phase: SessionPhase.Resting } when now >= session.Since + PoolTimers.Quiet => Sleep(state, session, now, effects),
                { AskAt: { } due } when now >= due => AskAgain(state, session, now, effects),
                { Phase: SessionPhase.Waking, DueAt: { } due } when now >= due => Retry(state, session, now, effects),
                _ => state,
            };
        }

        return Idle(Shrink(state, now, effects), now, effects);
    }

    /// <summary>Puts sessions to sleep while there are more than the ceiling allows.</summary>
    public static PoolState Shrink(PoolState state, TimeSpan now, ImmutableArray<PoolEffect>.Builder effects)
    {
        while (state.Awake > state.Settings.MaxConnections && PoolAdmission.Victim(state, now) is { } victim)
        {
            state = Rest(state, victim, SleepReason.Evicted, now, effects);
        }

        return state;
    }

    /// <summary>Puts a session to rest, and tells the peer where it was not the peer that asked.</summary>
    public static PoolState Rest(PoolState state, PooledSession session, SleepReason reason, TimeSpan now, ImmutableArray<PoolEffect>.Builder effects)
    {
        bool isTold = reason == SleepReason.Evicted && session.HasPath;
        effects.Add(new PoolEffect.Rest(session.Name, reason));
        if (isTold)
        {
            effects.Add(new PoolEffect.Ask(session.Name));
        }

        PoolCounts counts = reason switch
        {
            SleepReason.Evicted => state.Counts with { Evicted = state.Counts.Evicted + 1 },
            SleepReason.NotReached => state.Counts with { NotReached = state.Counts.NotReached + 1 },
            _ => state.Counts with { Idled = state.Counts.Idled + 1 },
        };
        return state.Put(session with
        {
            Phase = SessionPhase.Resting,
            Since = now,
            Reason = reason,
            DueAt = null,
            IsBackingOff = false,
            Asks = isTold ? 1 : 0,
            AskAt = isTold ? now + PoolTimers.AskInterval : null,
            HeldUntil = reason == SleepReason.NotReached ? now + PoolTimers.Alone : TimeSpan.Zero,
        }) with { Counts = counts };
    }

    /// <summary>How many more sessions idleness may put to sleep; those that the peer is being asked about are on their way.</summary>
    public static int MayIdle(PoolState state)
        => state.Awake <= state.Settings.MinConnections ? 0 : state.Awake - state.Settings.MinConnections - state.Sessions.Values.Count(session => session is { IsAwake: true, AskAt: not null });

    /// <summary>When time next does something to a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="settings">What the policy says.</param>
    /// <param name="mayIdle">Whether there are more awake than the floor holds.</param>
    /// <param name="isOver">Whether there are more awake than the ceiling allows.</param>
    public static TimeSpan? DueOf(PooledSession session, Policy.ConnectionsBlock settings, bool mayIdle, bool isOver)
    {
        if (isOver && session is { IsAwake: true, IsHeld: false })
        {
            return session.UsedAt + PoolTimers.UsedFor;
        }

        TimeSpan? due = session.AskAt;
        TimeSpan? other = session.Phase switch
        {
            SessionPhase.Resting => session.Since + PoolTimers.Quiet,
            SessionPhase.Waking => session.DueAt,
            SessionPhase.Awake when mayIdle && !session.IsHeld && due is null => IdleAt(session, settings),
            _ => null,
        };
        return due is null || other < due ? other ?? due : due;
    }

    private static TimeSpan IdleAt(PooledSession session, Policy.ConnectionsBlock settings)
        => session.UsedAt + settings.MaxIdleTime is var idle && idle > session.HeldUntil ? idle : session.HeldUntil;

    private static PoolState Idle(PoolState state, TimeSpan now, ImmutableArray<PoolEffect>.Builder effects)
    {
        int left = MayIdle(state);
        if (left <= 0)
        {
            return state;
        }

        List<PooledSession> idle =
        [
            .. state.Sessions.Values
                .Where(session => session is { Phase: SessionPhase.Awake, IsHeld: false, AskAt: null } && now >= IdleAt(session, state.Settings))
                .OrderBy(session => session.UsedAt),
        ];
        foreach (PooledSession session in idle.Take(left))
        {
            effects.Add(new PoolEffect.Ask(session.Name));
            state = state.Put(session with { Asks = 1, AskAt = now + PoolTimers.AskInterval });
        }

        return state;
    }

    private static PoolState AskAgain(PoolState state, PooledSession session, TimeSpan now, ImmutableArray<PoolEffect>.Builder effects)
    {
        if (session.Asks < PoolTimers.MaxAsks)
        {
            effects.Add(new PoolEffect.Ask(session.Name));
            return state.Put(session with { Asks = session.Asks + 1, AskAt = now + (PoolTimers.AskInterval * (1 << session.Asks)) });
        }

        return session.IsAwake
            ? session.IsHeld ? state.Put(session with { Asks = 0, AskAt = null }) : Rest(state, session, SleepReason.PeerSilent, now, effects)
            : state.Put(session with { Asks = 0, AskAt = null });
    }

    private static PoolState Sleep(PoolState state, PooledSession session, TimeSpan now, ImmutableArray<PoolEffect>.Builder effects)
    {
        effects.Add(new PoolEffect.Trap(session.Name));
        return state.Put(session with { Phase = SessionPhase.Asleep, Since = now, Asks = 0, AskAt = null });
    }

    /// <summary>An attempt failed, or the next one is due. Who is held is looked for without an end.</summary>
    private static PoolState Retry(PoolState state, PooledSession session, TimeSpan now, ImmutableArray<PoolEffect>.Builder effects)
    {
        if (session.IsHeld)
        {
            return state.Put(session with { DueAt = null });
        }

        if (session.IsBackingOff)
        {
            return PoolAdmission.Wake(state, session, WakeCause.Packet, now, effects);
        }

        PooledSession failed = session with { Attempts = session.Attempts + 1 };
        if (failed.Attempts > state.Settings.MaxRetryAttempts)
        {
            // Nothing of WireGuard's is on its way to a peer that was not reached: there is nothing to let pass.
            PoolState rested = Rest(state, failed, SleepReason.NotReached, now, effects);
            return Sleep(rested, rested.Find(session.Name)!, now, effects);
        }

        return state.Put(failed with { IsBackingOff = true, DueAt = now + PoolTimers.Backoff(failed.Attempts, state.Settings.RetryBackoffMultiplier) });
    }
}
