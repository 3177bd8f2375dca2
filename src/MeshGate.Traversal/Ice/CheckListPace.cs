namespace MeshGate.Traversal.Ice;

/// <summary>How closely the path in use is watched.</summary>
internal static class CheckListPace
{
    /// <summary>Between two checks that are answered.</summary>
    internal static TimeSpan Consent(CheckListState state)
        => state.InUse && CheckListTimers.UsedConsent < state.Settings.Consent ? CheckListTimers.UsedConsent : state.Settings.Consent;

    /// <summary>Until an unanswered check is repeated: long enough for its answer to come.</summary>
    internal static TimeSpan Retry(CheckListState state, CandidateCheck check)
    {
        var least = state.InUse ? CheckListTimers.UsedRetry : CheckListTimers.ConsentRetry;
        var patience = (check.RoundTrip ?? TimeSpan.Zero) * 2;
        return patience > least ? patience : least;
    }

    /// <summary>Follows a change of use: a session that comes into use is looked at soon.</summary>
    internal static CheckListState Use(CheckListState state, bool inUse, TimeSpan now)
    {
        var next = CheckListStandby.Use(state with { InUse = inUse }, now);
        var soon = now + Consent(next);
        return next.Phase == CheckListPhase.Connected && next.SelectedCheck is { } check && check.DueAt > soon
            ? next with { Checks = next.Checks.Replace(check, check with { DueAt = soon }) }
            : next;
    }
}
