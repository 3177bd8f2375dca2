using System.Collections.Immutable;
using System.Net;

namespace MeshGate.Traversal.Ice;

/// <summary>Candidates that are lent for one pair: a relay's port, a TURN allocation.</summary>
internal static class CheckListOffers
{
    internal static CheckListState Take(CheckListState state, RemoteCandidate candidate, TimeSpan now)
    {
        if (state.Find(candidate.Address) is { } known)
        {
            // The peer's checks may have come by it before it was known what it is.
            return state with { Checks = state.Checks.Replace(known, known with { Candidate = candidate, IsOffered = true }) };
        }

        var next = state with { Checks = state.Checks.Add(new CandidateCheck { Candidate = candidate, DueAt = now, IsOffered = true }) };
        return state.Phase is CheckListPhase.Waiting or CheckListPhase.Failed ? CheckListRound.Open(next, now) : next;
    }

    internal static CheckListState Withdraw(
        CheckListState state, IPEndPoint address, TimeSpan now, ImmutableArray<CheckListEffect>.Builder effects)
    {
        if (state.Find(address) is not { } known)
        {
            return state;
        }

        var next = state with { Checks = state.Checks.Remove(known) };
        return state.Phase == CheckListPhase.Connected && address.Equals(state.Selected) ? CheckListSelection.Lose(next, now, effects) : next;
    }
}
