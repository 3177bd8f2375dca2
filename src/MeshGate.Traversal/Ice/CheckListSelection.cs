using System.Collections.Immutable;

namespace MeshGate.Traversal.Ice;

/// <summary>Decides which proven candidate is used, and when the one in use is lost.</summary>
internal static class CheckListSelection
{
    internal static CheckListState Select(CheckListState state, TimeSpan now, ImmutableArray<CheckListEffect>.Builder effects)
    {
        if (state.Phase != CheckListPhase.Connected)
        {
            return Choose(state, now) is { } chosen ? Use(state, chosen, now, effects) : state;
        }

        var better = state.Controlling ? FindBetter(state, now) : FindNominated(state, now);
        return better is not null ? Use(state, better, now, effects) : IsLost(state, now) ? Lose(state, now, effects) : state;
    }

    /// <summary>When a decision that waits for better answers is taken; null if none waits.</summary>
    internal static TimeSpan? DecisionDue(CheckListState state)
        => state.Phase == CheckListPhase.Connected || !state.Checks.Any(check => IsProven(state, check))
            ? null
            : state.FirstAnswerAt + DecisionDelay(state, state.FirstAnswerAt - state.RoundStartedAt);

    /// <summary>Whether a candidate answered in this round.</summary>
    internal static bool IsProven(CheckListState state, CandidateCheck check) => check.AnsweredAt >= state.RoundStartedAt;

    internal static CheckListState Lose(CheckListState state, TimeSpan now, ImmutableArray<CheckListEffect>.Builder effects)
    {
        effects.Add(new CheckListEffect.PathLost(state.Selected!));
        return CheckListRound.Start(state with { Phase = CheckListPhase.Checking, FailedRounds = 0 }, now) with { RefreshAt = now };
    }

    /// <summary>Whoever was slower than the first answer by more than the delay has had his time when that one came late itself.</summary>
    private static TimeSpan DecisionDelay(CheckListState state, TimeSpan? firstAfter)
        => !state.Controlling ? CheckListTimers.UnnominatedDelay
            : firstAfter >= CheckListTimers.NominationPatience ? TimeSpan.Zero
            : CheckListTimers.NominationDelay;

    private static CandidateCheck? Choose(CheckListState state, TimeSpan now)
    {
        var proven = state.Checks.Where(check => IsProven(state, check)).ToList();
        if (proven.Count == 0)
        {
            return null;
        }

        if (state.IsReused && state.SelectedCheck is { } last && IsProven(state, last))
        {
            return last;
        }

        if (!state.Controlling && proven.FirstOrDefault(check => check.NominatedByPeer) is { } nominated)
        {
            return nominated;
        }

        var everyoneAnswered = state.Controlling && proven.Count == state.Checks.Length;
        return everyoneAnswered || now >= DecisionDue(state) ? PathRank.Best(proven, state.Order) : null;
    }

    /// <summary>Another path that answers and is clearly better, or any that answers while the one in use falters.</summary>
    private static CandidateCheck? FindBetter(CheckListState state, TimeSpan now)
    {
        if (state.SelectedCheck is not { } current)
        {
            return null;
        }

        var faltersSince = !state.IsWatched && current.Unanswered >= CheckListTimers.FalterLosses ? current.UnansweredSince : null;
        return PathRank.Best([.. state.Checks.Where(check =>
            !ReferenceEquals(check, current)
            && check.HeldSince is null
            && check.AnsweredAt is { } at && now - at < CheckListTimers.Fresh
            && (PathRank.IsWorthMoving(current, check, state.Order) || at > faltersSince))], state.Order);
    }

    private static CandidateCheck? FindNominated(CheckListState state, TimeSpan now)
        => state.Checks.FirstOrDefault(check =>
            check.NominatedByPeer
            && !check.Candidate.Address.Equals(state.Selected)
            && check.AnsweredAt is { } at && now - at < CheckListTimers.Fresh
            && !(at - check.HeldSince < CheckListStandby.LeastAbsence));

    internal static CheckListState Use(CheckListState state, CandidateCheck chosen, TimeSpan now, ImmutableArray<CheckListEffect>.Builder effects)
    {
        effects.Add(new CheckListEffect.UsePath(chosen.Candidate, chosen.RoundTrip ?? TimeSpan.Zero));
        var rank = state.Order.RankOf(chosen.Candidate);
        var next = state with { Phase = CheckListPhase.Connected, Selected = chosen.Candidate.Address, RefreshAt = null, FailedRounds = 0, IsReused = false };
        return next with
        {
            Checks = [.. state.Checks.Select(check => ReferenceEquals(check, chosen)
                ? check with { DueAt = state.Controlling ? now : now + CheckListPace.Consent(next), Unanswered = 0 }
                : Leave(state, state.Order.RankOf(check.Candidate) < rank ? check : check with { DueAt = CheckListStandby.NextDue(next, check, now) }))],
        };
    }

    /// <summary>What the path that is left for faltering answered before proves nothing any more; else it would be gone back to at once.</summary>
    private static CandidateCheck Leave(CheckListState state, CandidateCheck check)
        => check.Candidate.Address.Equals(state.Selected) && check.Unanswered >= CheckListTimers.FalterLosses ? check with { AnsweredAt = null } : check;

    /// <summary>Whether the path in use went unanswered too often. Who is late himself to look cannot tell, and asks once more.</summary>
    private static bool IsLost(CheckListState state, TimeSpan now)
        => !state.IsWatched && state.SelectedCheck is { Unanswered: >= CheckListTimers.ConsentLosses } check
            && check.DueAt <= now && now - check.DueAt <= CheckListTimers.Lateness;
}
