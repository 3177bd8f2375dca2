using System.Collections.Immutable;

namespace MeshGate.Traversal.Ice;

/// <summary>Which addresses of the peer are on the list, whether the session is awake or sleeps.</summary>
internal static class CheckListCandidates
{
    /// <summary>Sets the peer's whole list against what is known: the checks that stay, and the candidates that are new and allowed.</summary>
    internal static (ImmutableArray<CandidateCheck> Kept, ImmutableArray<RemoteCandidate> Fresh) Compare(CheckListState state, ImmutableArray<RemoteCandidate> candidates)
    {
        var announced = candidates.Where(state.Order.Allows).DistinctBy(candidate => candidate.Address).Take(CheckListTimers.MaxCandidates).ToList();
        var kept = state.Checks.RemoveAll(check =>
            !check.IsOffered
            && !check.IsLearned
            && !check.Candidate.Address.Equals(state.Selected)
            && !announced.Any(candidate => candidate.Address.Equals(check.Candidate.Address)));
        return (kept, [.. announced.Where(candidate => kept.All(check => !check.Candidate.Address.Equals(candidate.Address)))]);
    }

    /// <summary>
    /// Forgets what is not allowed any more, but for the path in use: that is left once another one answers. A session that sleeps uses none.
    /// </summary>
    internal static CheckListState Order(CheckListState state, PathOrder order)
    {
        var checks = state.Checks.RemoveAll(check => !order.Allows(check.Candidate) && (state.IsAsleep || !check.Candidate.Address.Equals(state.Selected)));
        var isForgotten = state.IsAsleep && checks.All(check => !check.Candidate.Address.Equals(state.Selected));
        return state with { Order = order, Checks = checks, Selected = isForgotten ? null : state.Selected };
    }
}
