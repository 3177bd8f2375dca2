using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Policy;

namespace MeshGate.Core.Failover;

/// <summary>Keeps the list of paths, and of those that failed.</summary>
internal static class FailoverPaths
{
    internal static FailoverState Learn(
        FailoverState state, FailoverEvent.PathsKnown known, FailoverBlock settings, ImmutableArray<FailoverEffect>.Builder effects, TimeSpan now)
    {
        FailoverState next = Watch(state with { Paths = known.Paths });
        if (known.Current is null || known.Current.Equals(state.Current))
        {
            return next;
        }

        if (state.Current is null)
        {
            return next with { Current = known.Current };
        }

        // Others move the session, too: checks that went unanswered, a nomination of the peer's, WireGuard itself.
        return next.IsHeld(known.Current) || next.Rank(known.Current) <= next.Rank(state.Current)
            ? Arrive(next, known.Current, effects, now)
            : Leave(
                next.Phase == FailoverPhase.Suspect || next.Unproven is not null ? next : next with { BrokenSince = known.ProvenAt ?? now },
                state.Current,
                known.Current,
                state.IsControlling ? FailoverCause.Unanswered : FailoverCause.PeerMoved,
                settings,
                effects,
                now);
    }

    /// <summary>Leaves a path that failed.</summary>
    internal static FailoverState Leave(
        FailoverState state,
        IPEndPoint from,
        IPEndPoint to,
        FailoverCause cause,
        FailoverBlock settings,
        ImmutableArray<FailoverEffect>.Builder effects,
        TimeSpan now)
    {
        effects.Add(new FailoverEffect.Unpin(to));
        if (state.IsHeld(to))
        {
            effects.Add(new FailoverEffect.Release(to));
        }

        effects.Add(new FailoverEffect.Hold(from));
        effects.Add(new FailoverEffect.Switch(from, to, cause));
        effects.Add(new FailoverEffect.Watch(state.Find(to) ?? new FailoverPath(to, 0), state.Move + 1));
        effects.Add(new FailoverEffect.Pin(from, to, FailoverTimers.Pin));
        TimeSpan holdDown = PathFailover.HoldDownOf(state, settings);
        bool isFlapping = state.ReturnedAt is { } returned && now - returned < 2 * holdDown;
        bool isCalm = state.ReturnedAt is { } last && now - last >= settings.RecoveryTimeout + holdDown;
        return state with
        {
            Phase = FailoverPhase.FailedOver,
            Current = to,
            Held = [.. state.Held.Where(held => !held.Address.Equals(to) && !held.Address.Equals(from)), new HeldPath(from, now, null, null)],
            SuspectedAt = now,
            Cause = null,
            Unproven = new FailoverMove(state.Unproven?.From ?? from, to, state.Unproven?.Cause ?? cause),
            Attempts = state.Attempts + 1,
            Move = state.Move + 1,
            MovedAt = now,
            HoldDown = isFlapping ? 2 * holdDown : isCalm ? TimeSpan.Zero : state.HoldDown,
        };
    }

    /// <summary>Uses a path that is better, or had failed and is good again.</summary>
    internal static FailoverState Arrive(FailoverState state, IPEndPoint at, ImmutableArray<FailoverEffect>.Builder effects, TimeSpan now)
    {
        int rank = state.Rank(at);
        var released = state.Held.Where(held => held.Address.Equals(at)).ToList();
        foreach (HeldPath held in released)
        {
            effects.Add(new FailoverEffect.Release(held.Address));
        }

        effects.Add(new FailoverEffect.Unpin(at));
        effects.Add(new FailoverEffect.Pin(state.Current!, at, FailoverTimers.Pin));
        effects.Add(new FailoverEffect.Watch(state.Find(at) ?? new FailoverPath(at, 0), state.Move + 1));

        // What is worse than the path in use need not be held down any more.
        ImmutableArray<HeldPath> kept = [.. state.Held.Where(held => state.Rank(held.Address) < rank)];
        foreach (HeldPath held in state.Held.Except(kept).Except(released))
        {
            effects.Add(new FailoverEffect.Release(held.Address));
        }

        return PathFailover.Settle(state with
        {
            Current = at,
            Move = state.Move + 1,
            Held = kept,
            Cause = null,
            SuspectedAt = now,
            ReturnedAt = released.Count > 0 ? now : state.ReturnedAt,
        });
    }

    /// <summary>Notes since when paths that failed have been answering again.</summary>
    private static FailoverState Watch(FailoverState state) => state.Held.IsEmpty
        ? state
        : state with
        {
            Held =
            [
                .. state.Held.Select(held => state.Find(held.Address) is { AnsweredAt: { } at } && at > held.Since && at != held.AnsweredAt
                    ? held with
                    {
                        AnsweredAt = at,
                        AnsweringSince = held.AnsweringSince is { } since && at - held.AnsweredAt <= FailoverTimers.StandbySilence ? since : at,
                    }
                    : held),
            ],
        };
}
