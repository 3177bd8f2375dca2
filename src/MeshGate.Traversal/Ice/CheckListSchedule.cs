using System.Collections.Immutable;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Ice;

/// <summary>Sends what is due and plans what comes next.</summary>
internal static class CheckListSchedule
{
    internal static CheckListState Run(
        CheckListState state, TimeSpan now, Func<TransactionId> newTransaction, ImmutableArray<CheckListEffect>.Builder effects)
    {
        state = Refresh(FailRound(state, now), now, effects);
        var checks = state.Checks.ToBuilder();
        for (var i = 0; i < checks.Count; i++)
        {
            if (checks[i].DueAt <= now)
            {
                checks[i] = Send(state, checks[i], now, newTransaction, effects);
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
        effects.Add(new CheckListEffect.SendCheck(check.Candidate.Address, id, UseCandidate: state.Controlling && isConnected && isSelected));
        var pending = check.Pending.RemoveAll(sent => now - sent.SentAt > CheckListTimers.Timeout);
        if (pending.Length >= CheckListTimers.MaxPending)
        {
            pending = pending.RemoveAt(0);
        }

        var wait = (isConnected, isSelected) switch
        {
            (true, true) => now + CheckListTimers.ConsentRetry,
            (true, false) => TimeSpan.MaxValue,
            _ => now + CheckListTimers.Retry(check.Unanswered + 1),
        };
        return check with { DueAt = wait, Unanswered = check.Unanswered + 1, Pending = pending.Add(new PendingCheck(id, now)) };
    }

    private static CheckListState FailRound(CheckListState state, TimeSpan now)
        => state.Phase == CheckListPhase.Checking
            && now - state.RoundStartedAt >= CheckListTimers.RoundTimeout
            && !state.Checks.Any(check => CheckListSelection.IsProven(state, check))
            ? state with { Phase = CheckListPhase.Failed }
            : state;

    private static CheckListState Refresh(CheckListState state, TimeSpan now, ImmutableArray<CheckListEffect>.Builder effects)
    {
        if (state.Phase == CheckListPhase.Connected || state.RefreshAt is not { } due || due > now)
        {
            return state;
        }

        effects.Add(new CheckListEffect.RefreshCandidates());
        return state with { RefreshAt = now + CheckListTimers.Refresh(state.Refreshes), Refreshes = state.Refreshes + 1 };
    }
}
