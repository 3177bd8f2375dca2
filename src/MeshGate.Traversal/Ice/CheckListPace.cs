namespace MeshGate.Traversal.Ice;

/// <summary>How closely the path in use is watched.</summary>
internal static class CheckListPace
{
    /// <summary>Between two checks that are answered.</summary>
    internal static TimeSpan Consent(CheckListState state)
    {
        if (state.IsWatched)
        {
            return state.InUse ? CheckListTimers.WatchedConsent : state.Settings.WatchedIdle;
        }

        return state.InUse && CheckListTimers.UsedConsent < state.Settings.Consent ? CheckListTimers.UsedConsent : state.Settings.Consent;
    }

    /// <summary>When the path in use is checked next after an answer.</summary>
    internal static TimeSpan NextDue(CheckListState state, TimeSpan now)
    {
        var due = now + Consent(state);
        return state.IsWatched ? CheckListStandby.OnGrid(state, due) : due;
    }

    /// <summary>Follows those who watch the path by other means: once they no longer do, checks do so soon.</summary>
    internal static CheckListState Watch(CheckListState state, bool isWatched, TimeSpan now) => Hurry(state with { IsWatched = isWatched }, now);

    /// <summary>Until an unanswered check is repeated: long enough for its answer to come.</summary>
    internal static TimeSpan Retry(CheckListState state, CandidateCheck check)
    {
        var least = state.InUse ? CheckListTimers.UsedRetry : CheckListTimers.ConsentRetry;
        var patience = (check.RoundTrip ?? TimeSpan.Zero) * 2;
        return patience > least ? patience : least;
    }

    /// <summary>Follows a change of use: a session that comes into use is looked at soon.</summary>
    internal static CheckListState Use(CheckListState state, CheckListEvent.Used used, TimeSpan now)
        => Hurry(CheckListStandby.Use(state with { InUse = used.InUse, IsUseBrief = used.IsBrief }, now), now);

    private static CheckListState Hurry(CheckListState state, TimeSpan now)
    {
        var soon = now + Consent(state);
        return state.Phase == CheckListPhase.Connected && state.SelectedCheck is { } check && check.DueAt > soon
            ? state with { Checks = state.Checks.Replace(check, check with { DueAt = soon }) }
            : state;
    }
}
