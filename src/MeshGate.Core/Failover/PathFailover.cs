using System.Collections.Immutable;
using MeshGate.Core.Health;
using MeshGate.Core.Policy;

namespace MeshGate.Core.Failover;

/// <summary>
/// Moves one peer's session from a path that stopped to the next best one, and back. Each end decides for itself: it moves to a path
/// that answered a check since the suspicion, so that a peer whose daemon is silent keeps the path that its WireGuard may well still
/// serve. Fail fast, return slowly: what failed must answer for a hold-down, which doubles when it fails again soon after.
/// </summary>
public static class PathFailover
{
    /// <summary>The state of a session of which nothing is known.</summary>
    public static FailoverState Create(bool isControlling) => new() { IsControlling = isControlling };

    /// <summary>Takes one step.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="happened">What happened.</param>
    /// <param name="settings">The policy's.</param>
    /// <param name="mayStart">Whether a move may begin now: not while this machine is itself the suspect, nor beyond the most at a time.</param>
    /// <param name="now">Monotonic time.</param>
    public static FailoverStep Step(FailoverState state, FailoverEvent happened, FailoverBlock settings, bool mayStart, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(settings);
        var effects = ImmutableArray.CreateBuilder<FailoverEffect>();
        FailoverState next = happened switch
        {
            FailoverEvent.PathsKnown known => FailoverPaths.Learn(state, known, settings, effects, now),
            FailoverEvent.Judged judged when judged.Move == state.Move => Judge(state, judged, effects, now),
            FailoverEvent.PeerMoved moved => Follow(state, moved, settings, effects, now),
            _ => state,
        };
        next = Decide(next, settings, mayStart, effects, now);
        next = FailoverReturn.Run(next, settings, effects, now);
        return new FailoverStep(next, effects.ToImmutable());
    }

    private static FailoverState Judge(FailoverState state, FailoverEvent.Judged judged, ImmutableArray<FailoverEffect>.Builder effects, TimeSpan now)
    {
        switch (judged.Verdict)
        {
            case HelloVerdict.Up:
                if (state.Unproven is { } move)
                {
                    effects.Add(new FailoverEffect.Completed(move, now - state.BrokenSince));
                }

                return Settle(state with { Unproven = null, Cause = null, Attempts = 0 });
            case HelloVerdict.Suspect when state.Phase != FailoverPhase.Failed:
                effects.Add(new FailoverEffect.Probe());
                return state.Unproven is not null ? state : state with { Phase = FailoverPhase.Suspect, SuspectedAt = now, BrokenSince = judged.ProvenAt, Cause = null };
            case HelloVerdict.Lossy or HelloVerdict.Silent:
                bool isKnown = state.Phase is FailoverPhase.Suspect or FailoverPhase.Failed || state.Unproven is not null;
                if (!isKnown || judged.Verdict == HelloVerdict.Lossy)
                {
                    effects.Add(new FailoverEffect.Probe());
                }

                return state with
                {
                    Phase = state.Phase == FailoverPhase.Failed ? FailoverPhase.Failed : FailoverPhase.Suspect,
                    SuspectedAt = isKnown ? state.SuspectedAt : now,
                    BrokenSince = isKnown ? state.BrokenSince : judged.ProvenAt,
                    Cause = judged.Verdict == HelloVerdict.Lossy ? FailoverCause.Lossy : FailoverCause.Silent,
                };
            default:
                return state;
        }
    }

    /// <summary>Moves a session whose path is to be left, if there is somewhere to go.</summary>
    private static FailoverState Decide(
        FailoverState state, FailoverBlock settings, bool mayStart, ImmutableArray<FailoverEffect>.Builder effects, TimeSpan now)
    {
        if (state.Cause is not { } cause || state.Current is not { } current || !settings.Enabled || now < state.RetryAt)
        {
            return state;
        }

        if (FindTarget(state, now) is not { } target)
        {
            return state.Phase != FailoverPhase.Failed && now - state.SuspectedAt >= settings.FailoverTimeout ? Fail(state, cause, effects) : state;
        }

        return !mayStart
            ? state
            : state.Attempts >= settings.MaxAttempts
                ? Fail(state, cause, effects) with { Attempts = 0, RetryAt = now + HoldDownOf(state, settings) }
                : FailoverPaths.Leave(state, current, target.Address, cause, settings, effects, now);
    }

    /// <summary>
    /// When a decision that waits is taken: for the answer of a better path, or until the session has failed; null if none waits.
    /// </summary>
    public static TimeSpan? NextDue(FailoverState state, FailoverBlock settings, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(settings);
        if (state.Cause is null)
        {
            return null;
        }

        return state.Paths.Select(path => AnswerDue(state, path))
            .Append(state.RetryAt)
            .Append(state.Phase == FailoverPhase.Failed ? null : state.SuspectedAt + settings.FailoverTimeout)
            .Where(due => due > now)
            .Min();
    }

    /// <summary>Whether a session that fell silent may still find another path at once: one answered since the suspicion, or may yet, or is being tried.</summary>
    public static bool HasHope(FailoverState state, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Unproven is not null
            || state.Paths.Any(path => !path.Address.Equals(state.Current) && (path.AnsweredAt >= state.SuspectedAt || now < AnswerDue(state, path)));
    }

    /// <summary>
    /// The best path that answered since the suspicion; one that failed before only where nothing else answers. Where nobody answers, and the
    /// path in use is dead without the peer's daemon, the best that its WireGuard alone serves and that answered until then.
    /// </summary>
    private static FailoverPath? FindTarget(FailoverState state, TimeSpan now)
    {
        FailoverPath? best = state.Paths
            .Where(path => !path.Address.Equals(state.Current) && path.AnsweredAt >= state.SuspectedAt)
            .OrderBy(path => state.IsHeld(path.Address))
            .FirstOrDefault();
        best ??= state.Find(state.Current) is { IsServedByPeer: true }
            ? state.Paths.FirstOrDefault(path => !path.IsServedByPeer && state.SuspectedAt - path.AnsweredAt <= FailoverTimers.StandbySilence && now >= AnswerDue(state, path))
            : null;
        return best is not null && state.Paths.TakeWhile(path => path != best || state.IsHeld(best.Address)).Any(path => now < AnswerDue(state, path)) ? null : best;
    }

    /// <summary>Until when the answer of a path is waited for that answered well before the suspicion; null if it is not.</summary>
    private static TimeSpan? AnswerDue(FailoverState state, FailoverPath path)
        => !path.Address.Equals(state.Current) && !state.IsHeld(path.Address) && path.RoundTrip is { } roundTrip
            && path.AnsweredAt < state.SuspectedAt && state.SuspectedAt - path.AnsweredAt <= FailoverTimers.StandbySilence
                ? state.SuspectedAt + (roundTrip * 1.5) + FailoverTimers.LeastAnswerTime
                : null;

    /// <summary>The peer moved because it cannot hear us, or lost too much. Where both move at once the controlling end's choice counts.</summary>
    private static FailoverState Follow(
        FailoverState state, FailoverEvent.PeerMoved moved, FailoverBlock settings, ImmutableArray<FailoverEffect>.Builder effects, TimeSpan now)
        => state.IsControlling
            && state.Current is { } current && !moved.Address.Equals(current)
            && !(now - state.MovedAt < FailoverTimers.Precedence)
            && state.Find(moved.Address) is { AnsweredAt: { } answered } && now - answered < FailoverTimers.Fresh
                ? FailoverPaths.Leave(
                    state.Phase is FailoverPhase.Suspect || state.Unproven is not null ? state : state with { BrokenSince = moved.ProvenAt ?? now },
                    current,
                    moved.Address,
                    FailoverCause.PeerMoved,
                    settings,
                    effects,
                    now)
                : state;

    private static FailoverState Fail(FailoverState state, FailoverCause cause, ImmutableArray<FailoverEffect>.Builder effects)
    {
        effects.Add(new FailoverEffect.GaveUp(cause));
        return state with { Phase = FailoverPhase.Failed, Unproven = null };
    }

    /// <summary>The phase of a session whose path carries it.</summary>
    internal static FailoverState Settle(FailoverState state) => state with
    {
        Phase = state.Held.IsEmpty ? FailoverPhase.Active
            : state.Held.Any(held => held.AnsweringSince is not null) ? FailoverPhase.Recovering : FailoverPhase.FailedOver,
    };

    internal static TimeSpan HoldDownOf(FailoverState state, FailoverBlock settings)
    {
        TimeSpan least = FailoverTimers.ShortestHoldDown < settings.RecoveryTimeout ? FailoverTimers.ShortestHoldDown : settings.RecoveryTimeout;
        return state.HoldDown > settings.RecoveryTimeout ? settings.RecoveryTimeout : state.HoldDown > least ? state.HoldDown : least;
    }
}
