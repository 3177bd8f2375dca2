using System.Collections.Immutable;

namespace MeshGate.Traversal.Ice;

/// <summary>Decides which proven candidate is used, and when the one in use is lost.</summary>
internal static class CheckListSelection
{
    internal static CheckListState Select(CheckListState state, TimeSpan now, ImmutableArray<CheckListEffect>.Builder effects)
    {
        if (state.Phase == CheckListPhase.Connected)
        {
            return IsLost(state, now) ? Lose(state, now, effects) : FollowNomination(state, now, effects);
        }

        return Choose(state, now) is { } chosen ? Use(state, chosen, now, effects) : state;
    }

    /// <summary>When a decision that waits for better answers is taken; null if none waits.</summary>
    internal static TimeSpan? DecisionDue(CheckListState state)
        => state.Phase == CheckListPhase.Connected || !state.Checks.Any(check => IsProven(state, check))
            ? null
            : state.FirstAnswerAt + DecisionDelay(state);

    /// <summary>Whether a candidate answered in this round.</summary>
    internal static bool IsProven(CheckListState state, CandidateCheck check) => check.AnsweredAt >= state.RoundStartedAt;

    private static TimeSpan DecisionDelay(CheckListState state)
        => state.Controlling ? CheckListTimers.NominationDelay : CheckListTimers.UnnominatedDelay;

    private static CandidateCheck? Choose(CheckListState state, TimeSpan now)
    {
        var proven = state.Checks.Where(check => IsProven(state, check)).ToList();
        if (proven.Count == 0)
        {
            return null;
        }

        if (!state.Controlling && proven.FirstOrDefault(check => check.NominatedByPeer) is { } nominated)
        {
            return nominated;
        }

        var everyoneAnswered = state.Controlling && proven.Count == state.Checks.Length;
        return everyoneAnswered || now >= DecisionDue(state)
            ? proven.OrderBy(check => check.Candidate.Kind).ThenBy(check => check.RoundTrip).First()
            : null;
    }

    private static CheckListState FollowNomination(CheckListState state, TimeSpan now, ImmutableArray<CheckListEffect>.Builder effects)
    {
        var nominated = state.Controlling
            ? null
            : state.Checks.FirstOrDefault(check =>
                check.NominatedByPeer
                && !check.Candidate.Address.Equals(state.Selected)
                && check.AnsweredAt is { } at && now - at < CheckListTimers.Consent);
        return nominated is null ? state : Use(state, nominated, now, effects);
    }

    private static CheckListState Use(CheckListState state, CandidateCheck chosen, TimeSpan now, ImmutableArray<CheckListEffect>.Builder effects)
    {
        effects.Add(new CheckListEffect.UsePath(chosen.Candidate, chosen.RoundTrip ?? TimeSpan.Zero));
        var checks = state.Checks
            .Select(check => ReferenceEquals(check, chosen)
                ? check with { DueAt = state.Controlling ? now : now + CheckListTimers.Consent }
                : check with { DueAt = TimeSpan.MaxValue })
            .ToImmutableArray();
        return state with { Phase = CheckListPhase.Connected, Selected = chosen.Candidate.Address, Checks = checks, RefreshAt = null };
    }

    private static bool IsLost(CheckListState state, TimeSpan now)
        => state.SelectedCheck is { Unanswered: >= CheckListTimers.ConsentLosses } check && check.DueAt <= now;

    internal static CheckListState Lose(CheckListState state, TimeSpan now, ImmutableArray<CheckListEffect>.Builder effects)
    {
        effects.Add(new CheckListEffect.PathLost(state.Selected!));
        return CheckListRound.Start(state with { Phase = CheckListPhase.Checking }, now) with { RefreshAt = now };
    }
}
