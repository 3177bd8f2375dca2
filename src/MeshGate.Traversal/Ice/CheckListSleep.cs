using System.Collections.Immutable;

namespace MeshGate.Traversal.Ice;

/// <summary>Sessions that sleep: nothing is checked, and what is known of the paths waits for the next time.</summary>
internal static class CheckListSleep
{
    /// <summary>Where the path that was good last is tried first, the others wait for so long.</summary>
    internal static readonly TimeSpan OthersWait = TimeSpan.FromMilliseconds(100);

    internal static CheckListState Fall(CheckListState state) => new()
    {
        Controlling = state.Controlling,
        Order = state.Order,
        Settings = state.Settings,
        IsAsleep = true,
        Selected = state.Phase == CheckListPhase.Connected ? state.Selected : null,
        Checks = [.. state.Checks.Select(check => new CandidateCheck
        {
            Candidate = check.Candidate,
            DueAt = TimeSpan.MaxValue,
            IsOffered = check.IsOffered,
            RoundTrip = check.RoundTrip,
        })],
    };

    /// <summary>Begins a round; by the last good path alone at first, where it is to be used again.</summary>
    internal static CheckListState Wake(CheckListState state, bool isReuse, TimeSpan now)
    {
        if (!state.IsAsleep)
        {
            return isReuse ? state : CheckListRound.Start(state with { FailedRounds = 0, IsReused = false }, now) with { RefreshAt = state.Phase == CheckListPhase.Connected ? null : now };
        }

        state = state with { IsAsleep = false };
        if (state.Checks.IsEmpty)
        {
            return state with { RefreshAt = now };
        }

        CheckListState next = CheckListRound.Start(state, now);
        return isReuse && state.SelectedCheck is not null
            ? next with
            {
                IsReused = true,
                Checks = [.. next.Checks.Select(check => check with { DueAt = check.Candidate.Address.Equals(state.Selected) ? now : check.DueAt + OthersWait })],
            }
            : next with { RefreshAt = now };
    }

    /// <summary>What is told while the session sleeps.</summary>
    internal static CheckListState Note(CheckListState state, CheckListEvent happened) => happened switch
    {
        CheckListEvent.Configured configured => state with { Settings = configured.Settings },
        CheckListEvent.Ordered ordered => CheckListCandidates.Order(state, ordered.Order),
        CheckListEvent.CandidatesLearned learned => Keep(state, learned.Candidates),
        CheckListEvent.CandidateWithdrawn withdrawn => state with { Checks = state.Checks.RemoveAll(check => check.Candidate.Address.Equals(withdrawn.Address)) },
        _ => state,
    };

    private static CheckListState Keep(CheckListState state, ImmutableArray<RemoteCandidate> candidates)
    {
        var (kept, fresh) = CheckListCandidates.Compare(state, candidates);
        return state with { Checks = [.. kept, .. fresh.Select(candidate => new CandidateCheck { Candidate = candidate, DueAt = TimeSpan.MaxValue })] };
    }
}
