using System.Collections.Immutable;

namespace MeshGate.Traversal.Ice;

/// <summary>
/// From a relay to a direct path. Each attempt checks every direct address a few times while the peer, told our candidates over the
/// relay, does the same; attempts are made at once when something changed, otherwise less and less often.
/// </summary>
internal static class CheckListUpgrade
{
    /// <summary>Makes the attempt that is due; the first as soon as there is a relay, by which both ends can tell what they learned meanwhile.</summary>
    internal static CheckListState Run(CheckListState state, TimeSpan now) => (state.IsRelayed, state.UpgradeAt) switch
    {
        (false, null) => state,
        (false, _) => state with { UpgradeAt = null, Upgrades = 0 },
        (true, { } due) when due > now => state,
        _ => Tell(Burst(state, now), now) with { UpgradeAt = now + CheckListTimers.Upgrade(state.Upgrades), Upgrades = state.Upgrades + 1 },
    };

    /// <summary>Begins anew with attempts, at once.</summary>
    internal static CheckListState Hurry(CheckListState state, TimeSpan now)
        => state.IsRelayed ? state with { UpgradeAt = now, Upgrades = 0 } : state;

    /// <summary>Has the peer told our candidates with the next check of the path in use, and that check sent at once.</summary>
    internal static CheckListState Tell(CheckListState state, TimeSpan now)
        => state with
        {
            IsUntold = true,
            Checks = state.Phase == CheckListPhase.Connected && state.SelectedCheck is { } selected
                ? state.Checks.Replace(selected, selected with { DueAt = now })
                : state.Checks,
        };

    /// <summary>Plans a few checks of every direct address that is not in use.</summary>
    internal static CheckListState Burst(CheckListState state, TimeSpan now) => Burst(state, now, check => PathRank.IsDirect(check.Candidate.Kind));

    /// <summary>Plans a few checks of every address when the one in use begins to falter.</summary>
    internal static CheckListState LookForOthers(CheckListState state, TimeSpan now)
        => state.Phase == CheckListPhase.Connected
            && state.SelectedCheck is { Unanswered: CheckListTimers.FalterLosses - 1 } current && current.DueAt <= now
            ? Burst(state, now, _ => true)
            : state;

    internal static CheckListState Burst(CheckListState state, TimeSpan now, Func<CandidateCheck, bool> isWanted)
    {
        var place = 0;
        return state with
        {
            Checks = state.Checks
                .Select(check => isWanted(check) && !check.Candidate.Address.Equals(state.Selected)
                    ? check with { DueAt = now + (place++ * CheckListTimers.Pacing), Unanswered = 0 }
                    : check)
                .ToImmutableArray(),
        };
    }
}
