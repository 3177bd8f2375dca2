using System.Collections.Immutable;
using System.Globalization;

namespace MeshGate.Core.Connections;

/// <summary>Who gets a place among those that are awake.</summary>
internal static class PoolAdmission
{
    /// <summary>Makes the pool know exactly these peers.</summary>
    public static PoolState Sync(PoolState state, ImmutableArray<PoolMember> members, TimeSpan now, ImmutableArray<PoolEffect>.Builder effects)
    {
        var wanted = new Dictionary<string, PoolMember>(StringComparer.Ordinal);
        foreach (PoolMember member in members)
        {
            wanted[member.Name] = member;
        }

        foreach (PooledSession gone in state.Sessions.Values.Where(session => !wanted.ContainsKey(session.Name)))
        {
            state = state with { Sessions = state.Sessions.Remove(gone.Name), Awake = state.Awake - (gone.IsAwake ? 1 : 0) };
        }

        foreach (PoolMember member in wanted.Values.OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            if (state.Find(member.Name) is not { } known)
            {
                state = state.Put(new PooledSession(member.Name)
                {
                    IsHeld = member.IsHeld,
                    Phase = member.IsFound ? SessionPhase.Awake : SessionPhase.Asleep,
                    HasPath = member.IsFound,
                    UsedAt = now,
                    Since = now,
                });
                if (!member.IsHeld && !member.IsFound)
                {
                    effects.Add(new PoolEffect.Trap(member.Name));
                }
            }
            else if (known.IsHeld != member.IsHeld)
            {
                // One that is held no longer has as long as one that was just used.
                state = state.Put(known with
                {
                    IsHeld = member.IsHeld,
                    UsedAt = now,
                    AskAt = null,
                    Asks = 0,
                    DueAt = known.Phase == SessionPhase.Waking ? now + state.Settings.ConnectionTimeout : null,
                });
            }
        }

        // Not before it is known of all: whoever is held from now on must not make room for another.
        foreach (PoolMember member in wanted.Values.Where(member => member.IsHeld).OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            state = Want(state, member.Name, WakeCause.Held, now, effects);
        }

        return PoolClock.Shrink(state, now, effects);
    }

    /// <summary>Wakes a session if it may be.</summary>
    public static PoolState Want(PoolState state, string name, WakeCause cause, TimeSpan now, ImmutableArray<PoolEffect>.Builder effects)
    {
        if (state.Find(name) is not { } session)
        {
            return Refuse(state, name, RefusalReason.Unknown, "no such peer is known", effects);
        }

        if (session.IsAwake)
        {
            return cause == WakeCause.Held ? state : state.Put(session with { UsedAt = now, AskAt = null, Asks = 0 });
        }

        // Who does not answer is left alone; whoever sends himself is there.
        if (session is { IsHeld: false, Phase: SessionPhase.Asleep } && cause == WakeCause.Packet && now < session.HeldUntil)
        {
            return Refuse(state, name, RefusalReason.LeftAlone, string.Create(CultureInfo.InvariantCulture, $"{name} was not reached in {session.Attempts} attempts and is left alone for {(session.HeldUntil - now).TotalSeconds:0} s more"), effects);
        }

        if (state.Awake >= state.Settings.MaxConnections)
        {
            while (state.Awake >= state.Settings.MaxConnections && Victim(state, now) is { } victim)
            {
                state = PoolClock.Rest(state, victim, SleepReason.Evicted, now, effects);
            }

            if (state.Awake >= state.Settings.MaxConnections && !session.IsHeld)
            {
                return Refuse(state, name, RefusalReason.PoolFull, string.Create(CultureInfo.InvariantCulture, $"{state.Awake} sessions are awake, as many as connections.maxConnections allows ({state.Settings.MaxConnections}), and each is held awake or has traffic"), effects);
            }
        }

        return Wake(state, session with { UsedAt = now, Attempts = 0 }, cause, now, effects);
    }

    /// <summary>Begins an attempt.</summary>
    public static PoolState Wake(PoolState state, PooledSession session, WakeCause cause, TimeSpan now, ImmutableArray<PoolEffect>.Builder effects)
    {
        bool isReuse = session.HasPath && session.Attempts == 0 && state.Settings.Reuse && session.Reuses < state.Settings.MaxReuseCount;
        effects.Add(new PoolEffect.Wake(session.Name, isReuse, cause));
        PoolCounts counts = session.Attempts == 0 ? state.Counts with { Woken = state.Counts.Woken + 1, Reused = state.Counts.Reused + (isReuse ? 1 : 0) } : state.Counts;
        return state.Put(session with
        {
            Phase = SessionPhase.Waking,
            Since = session.IsAwake ? session.Since : now,
            Reuses = isReuse ? session.Reuses + 1 : 0,
            DueAt = now + state.Settings.ConnectionTimeout,
            IsBackingOff = false,
            AskAt = null,
            Asks = 0,
        }) with { Counts = counts };
    }

    /// <summary>Of those that are awake without need the one unused for longest; null where each has traffic or is held.</summary>
    internal static PooledSession? Victim(PoolState state, TimeSpan now)
    {
        PooledSession? victim = null;
        foreach (PooledSession session in state.Sessions.Values)
        {
            if (session is { IsAwake: true, IsHeld: false } && !session.HasTraffic(now) && (victim is null || IsBefore(session, victim, now)))
            {
                victim = session;
            }
        }

        return victim;
    }

    /// <summary>Those that their peers asked for come last.</summary>
    private static bool IsBefore(PooledSession one, PooledSession other, TimeSpan now)
        => (one.HeldUntil > now, one.UsedAt).CompareTo((other.HeldUntil > now, other.UsedAt)) < 0;

    private static PoolState Refuse(PoolState state, string name, RefusalReason reason, string text, ImmutableArray<PoolEffect>.Builder effects)
    {
        effects.Add(new PoolEffect.Refuse(name, reason, text));
        return reason == RefusalReason.PoolFull ? state with { LastRefusal = text, Counts = state.Counts with { Refused = state.Counts.Refused + 1 } } : state;
    }
}
