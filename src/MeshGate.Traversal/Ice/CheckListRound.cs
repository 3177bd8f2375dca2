using System.Collections.Immutable;

namespace MeshGate.Traversal.Ice;

/// <summary>A round: every candidate is checked anew, as fast as pacing allows.</summary>
internal static class CheckListRound
{
    internal static CheckListState Start(CheckListState state, TimeSpan now)
        => Open(state, now) with
        {
            Checks = state.Checks.Select((check, index) => check with
            {
                DueAt = now + (index * CheckListTimers.Pacing),
                Unanswered = 0,
                AnsweredAt = null,
                NominatedByPeer = false,
            }).ToImmutableArray(),
        };

    /// <summary>Opens a round without touching the checks that are already planned.</summary>
    internal static CheckListState Open(CheckListState state, TimeSpan now) => state with
    {
        Phase = state.Phase == CheckListPhase.Connected ? CheckListPhase.Connected : CheckListPhase.Checking,
        RoundStartedAt = now,
        FirstAnswerAt = null,
        RefreshAt = state.Phase == CheckListPhase.Connected ? null : now + CheckListTimers.Refresh(0),
        Refreshes = state.FailedRounds == 0 ? 0 : state.Refreshes,
    };
}
