using System.Collections.Immutable;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Ice;

/// <summary>Sends what is due and plans what comes next.</summary>
internal static class CheckListSchedule
{
    internal static CheckListState Run(
        CheckListState state, TimeSpan now, Func<TransactionId> newTransaction, CheckPacer? pacer, ImmutableArray<CheckListEffect>.Builder effects)
    {
        state = Refresh(CheckListStandby.Seek(CheckListUpgrade.Run(FailRound(state, now), now), now), now, effects);
        state = CheckListUpgrade.LookForOthers(state, now);
        var checks = state.Checks.ToBuilder();
        for (var i = 0; i < checks.Count; i++)
        {
            if (checks[i].DueAt <= now)
            {
                var turn = pacer is null || state.Phase == CheckListPhase.Connected ? now : checks[i].TurnAt ?? pacer.Take(now);
                checks[i] = turn > now ? checks[i] with { DueAt = turn, TurnAt = turn } : Send(state, checks[i], now, newTransaction, effects);
            }
        }

        return state with { Checks = checks.ToImmutable() };
    }

    private static CandidateCheck Send(
        CheckListState state, CandidateCheck check, TimeSpan now, Func<TransactionId> newTransaction, ImmutableArray<CheckListEffect>.Builder effects)
    {
        var isSelected = check.Candidate.Address.Equals(state.Selected);
        var isConnected = state.Phase == CheckListPhase.Connected;
        var id = newTransaction();
        var tells = state.IsUntold && isConnected && isSelected;
        effects.Add(new CheckListEffect.SendCheck(check.Candidate.Address, id, UseCandidate: (state.Controlling || state.IsMoving) && isConnected && isSelected, tells));
        var pending = check.Pending.RemoveAll(sent => now - sent.SentAt > CheckListTimers.Timeout);
        if (pending.Length >= CheckListTimers.MaxPending)
        {
            pending = pending.RemoveAt(0);
        }

        var wait = (isConnected, isSelected) switch
        {
            (true, true) => now + CheckListPace.Retry(state, check),
            (true, false) when check.Unanswered + 1 >= CheckListTimers.Burst => CheckListStandby.NextDue(state, check, now),
            _ => now + CheckListTimers.Retry(check.Unanswered + 1),
        };
        return check with { DueAt = wait, TurnAt = null, Unanswered = isConnected && isSelected ? Count(state, check, now) : check.Unanswered + 1, Pending = pending.Add(new PendingCheck(id, now, tells)) };
    }

    /// <summary>
    /// The unanswered checks of the path in use, with the one that is sent now. Who slept through the time of his check cannot blame
    /// the peer for the ones before, and one sent ahead of time says nothing about the one that it follows.
    /// </summary>
    private static int Count(CheckListState state, CandidateCheck check, TimeSpan now)
        => (IsLate: now - check.DueAt > CheckListTimers.Lateness, check.Pending) switch
        {
            (true, _) => 1,
            (_, [.., var last]) when check.Unanswered > 0 && now - last.SentAt < CheckListPace.Retry(state, check) => check.Unanswered,
            _ => check.Unanswered + 1,
        };

    /// <summary>When the round fails; null while it cannot.</summary>
    internal static TimeSpan? RoundEnd(CheckListState state)
        => state.Phase == CheckListPhase.Checking && !state.Checks.Any(check => CheckListSelection.IsProven(state, check))
            ? state.RoundStartedAt + state.Settings.RoundTimeout
            : null;

    private static CheckListState FailRound(CheckListState state, TimeSpan now)
    {
        if (RoundEnd(state) is not { } end || now < end)
        {
            return state;
        }

        var next = state with { FailedRounds = state.FailedRounds + 1 };
        return next.FailedRounds > state.Settings.Retries ? next with { Phase = CheckListPhase.Failed } : CheckListRound.Start(next, now);
    }

    private static CheckListState Refresh(CheckListState state, TimeSpan now, ImmutableArray<CheckListEffect>.Builder effects)
    {
        if (state.RefreshAt is not { } due || due > now)
        {
            return state;
        }

        effects.Add(new CheckListEffect.RefreshCandidates());
        var wait = state.Phase == CheckListPhase.Connected ? CheckListTimers.Seek(state.Settings, state.Refreshes) : CheckListTimers.Refresh(state.Refreshes);
        return state with { RefreshAt = now + wait, Refreshes = state.Refreshes + 1 };
    }
}
