using System.Collections.Immutable;
using System.Net;

namespace MeshGate.Traversal.Ice;

/// <summary>Paths that a session may move to when its own fails: proven again and again by checks alone, since a WireGuard packet would move it there.</summary>
internal static class CheckListStandby
{
    /// <summary>So long a path that failed is not taken back whatever the peer nominates: it may not have noticed yet.</summary>
    internal static readonly TimeSpan LeastAbsence = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Used = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Checks are due at whole multiples of this, many at a time: waking for each costs a node with many peers more than the checks. Idle
    /// sessions have time.
    /// </summary>
    private static readonly TimeSpan Grid = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan IdleGrid = TimeSpan.FromSeconds(1);

    /// <summary>Whether a path is worth proving again: one that is lent, or that answered once.</summary>
    internal static bool IsOne(CandidateCheck check) => check.IsOffered || check.AnsweredAt is not null || check.HeldSince is not null;

    /// <summary>When a path that is not in use is checked next.</summary>
    internal static TimeSpan NextDue(CheckListState state, CandidateCheck check, TimeSpan now)
        => state.Settings.Standby is { } idle && IsOne(check)
            ? OnGrid(state, now + (state.NeedsStandby || check.HeldSince is not null ? Used : idle))
            : TimeSpan.MaxValue;

    /// <summary>The last point of the grid up to a time.</summary>
    internal static TimeSpan OnGrid(CheckListState state, TimeSpan due) => due - TimeSpan.FromTicks(due.Ticks % (state.InUse ? Grid : IdleGrid).Ticks);

    /// <summary>
    /// A session in lasting use that has nowhere to go asks for the peer's candidates again: where a TURN server takes the peer's packets may not
    /// have been told yet when the path was found.
    /// </summary>
    internal static CheckListState Seek(CheckListState state, TimeSpan now)
    {
        if (state.Phase != CheckListPhase.Connected)
        {
            return state;
        }

        bool isSought = state.NeedsStandby
            && !state.Checks.Any(check => !check.Candidate.Address.Equals(state.Selected) && now - check.AnsweredAt < CheckListTimers.Fresh);
        return isSought
            ? state.RefreshAt is null ? state with { RefreshAt = now + CheckListTimers.Seek(state.Settings, state.Refreshes) } : state
            : state.RefreshAt is null ? state : state with { RefreshAt = null, Refreshes = 0 };
    }

    /// <summary>A session whose use lasts needs to know soon where it could go.</summary>
    internal static CheckListState Use(CheckListState state, TimeSpan now)
        => state is { NeedsStandby: true, Phase: CheckListPhase.Connected }
            ? state with
            {
                Checks = [.. state.Checks.Select(check => !check.Candidate.Address.Equals(state.Selected) && NextDue(state, check, now) is var due && due < check.DueAt
                    ? check with { DueAt = due }
                    : check)],
            }
            : state;

    internal static CheckListState Hold(CheckListState state, IPEndPoint address, TimeSpan now)
        => state.Find(address) is not { } held
            ? state
            : state with
            {
                // Nominations of before the failure would bring the session back.
                Checks = [.. state.Checks.Select(check => ReferenceEquals(check, held)
                    ? check with { HeldSince = now, NominatedByPeer = false, DueAt = address.Equals(state.Selected) ? check.DueAt : now + Used }
                    : check)],
            };

    internal static CheckListState Release(CheckListState state, IPEndPoint address, TimeSpan now)
        => state.Find(address) is { } held
            ? state with { Checks = state.Checks.Replace(held, held with { HeldSince = null, DueAt = address.Equals(state.Selected) ? held.DueAt : now, Unanswered = 0 }) }
            : state;

    internal static CheckListState Force(CheckListState state, IPEndPoint address, TimeSpan now, ImmutableArray<CheckListEffect>.Builder effects)
    {
        if (state.Phase != CheckListPhase.Connected || address.Equals(state.Selected) || state.Find(address) is not { AnsweredAt: not null } chosen)
        {
            return state;
        }

        CheckListState next = CheckListSelection.Use(state, chosen, now, effects);
        return next with
        {
            IsMoving = true,
            Checks = [.. next.Checks.Select(check => check with
            {
                NominatedByPeer = false,
                DueAt = check.Candidate.Address.Equals(address) ? now : check.DueAt,
            })],
        };
    }
}
