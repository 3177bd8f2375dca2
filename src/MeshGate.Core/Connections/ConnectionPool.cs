using System.Collections.Immutable;

namespace MeshGate.Core.Connections;

/// <summary>
/// Which of a node's sessions are awake. Held ones always; others from when they are wanted until they were idle for a while and the peer
/// agrees, or until another needs the place of the one unused for longest. Pure: state, event and now in, state and effects out.
/// </summary>
/// <remarks>
/// Above the ceiling there are held sessions alone, and for a while those that had traffic when the ceiling was lowered. A session with
/// traffic is never put to sleep.
/// </remarks>
public static class ConnectionPool
{
    /// <summary>Takes one step.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="happened">What happened.</param>
    /// <param name="now">Monotonic time.</param>
    public static PoolStep Step(PoolState state, PoolEvent happened, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(state);

        // By far the most frequent, and mostly nothing new.
        if (happened is PoolEvent.Used used)
        {
            return new PoolStep(Use(state, used.Name, now), []);
        }

        ImmutableArray<PoolEffect>.Builder effects = ImmutableArray.CreateBuilder<PoolEffect>();
        PoolState next = happened switch
        {
            PoolEvent.Tick => PoolClock.Tick(state, now, effects),
            PoolEvent.Configured configured => PoolClock.Shrink(state with { Settings = configured.Settings }, now, effects),
            PoolEvent.Known known => PoolAdmission.Sync(state, known.Members, now, effects),
            PoolEvent.Wanted wanted => PoolAdmission.Want(state, wanted.Name, wanted.Cause, now, effects),
            PoolEvent.CameUp up => ComeUp(state, up.Name, now),
            PoolEvent.Agreed agreed => Agree(state, agreed.Name, now, effects),
            PoolEvent.Declined declined => Decline(state, declined.Name, now),
            PoolEvent.PeerAsked asked => MayRest(state, asked.Name, now) && state.Find(asked.Name) is { IsAwake: true } session
                ? PoolClock.Rest(state, session, SleepReason.PeerAsked, now, effects)
                : state,
            _ => state,
        };
        return new PoolStep(next, effects.ToImmutable());
    }

    /// <summary>Whether this end agrees that a session sleeps: it is not held, has no traffic, and nobody waits for it to wake.</summary>
    /// <param name="state">The pool.</param>
    /// <param name="name">The peer.</param>
    /// <param name="now">Monotonic time.</param>
    public static bool MayRest(PoolState state, string name, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Find(name) is { IsHeld: false } session && (!session.IsAwake || !session.HasTraffic(now));
    }

    private static PoolState Use(PoolState state, string name, TimeSpan now)
        => state.Find(name) is not { IsAwake: true } session || (now - session.UsedAt < PoolTimers.UseGrain && session.AskAt is null)
            ? state
            : state.Put(session with { UsedAt = now, Asks = 0, AskAt = null });

    private static PoolState ComeUp(PoolState state, string name, TimeSpan now)
        => state.Find(name) is not { Phase: SessionPhase.Waking } session
            ? state
            : state.Put(session with { Phase = SessionPhase.Awake, Since = now, HasPath = true, Attempts = 0, DueAt = null, IsBackingOff = false, HeldUntil = TimeSpan.Zero });

    private static PoolState Agree(PoolState state, string name, TimeSpan now, ImmutableArray<PoolEffect>.Builder effects)
        => state.Find(name) switch
        {
            { Phase: SessionPhase.Awake, AskAt: not null, IsHeld: false } asked => PoolClock.Rest(state, asked, SleepReason.Idle, now, effects),
            { Phase: SessionPhase.Resting, AskAt: not null } told => state.Put(told with { AskAt = null, Asks = 0 }),
            _ => state,
        };

    /// <summary>The peer needs the session: it is let be for as long as idleness would have lasted. One that rests is woken by what the peer sends.</summary>
    private static PoolState Decline(PoolState state, string name, TimeSpan now)
        => state.Find(name) is { AskAt: not null } session
            ? state.Put(session with { AskAt = null, Asks = 0, HeldUntil = session.IsAwake ? now + state.Settings.MaxIdleTime : session.HeldUntil })
            : state;
}
