using System.Collections.Immutable;
using System.Net;

namespace MeshGate.Traversal.Ice;

/// <summary>Everything known about the paths to one peer. A value: <see cref="CheckList"/> makes the next one from it.</summary>
public sealed record CheckListState
{
    /// <summary>Whether this end nominates (RFC 8445, section 6.1.1); exactly one end of a pair does.</summary>
    public required bool Controlling { get; init; }

    /// <summary>Where the pair stands.</summary>
    public CheckListPhase Phase { get; init; } = CheckListPhase.Waiting;

    /// <summary>The candidates under test, in the order they were learned.</summary>
    public ImmutableArray<CandidateCheck> Checks { get; init; } = [];

    /// <summary>The address in use; kept after a loss until a better one is proven.</summary>
    public IPEndPoint? Selected { get; init; }

    /// <summary>When the current round of checks began.</summary>
    public TimeSpan RoundStartedAt { get; init; }

    /// <summary>When the first answer of the current round came.</summary>
    public TimeSpan? FirstAnswerAt { get; init; }

    /// <summary>When to ask for the peer's candidates again.</summary>
    public TimeSpan? RefreshAt { get; init; }

    /// <summary>How often they were asked for in this round, for the back-off.</summary>
    public int Refreshes { get; init; }

    /// <summary>Failed rounds since the search began.</summary>
    public int FailedRounds { get; init; }

    /// <summary>When to try again to get from a relay to a direct path; null while the path is direct or there is none.</summary>
    public TimeSpan? UpgradeAt { get; init; }

    /// <summary>How often that was tried in vain, for the back-off.</summary>
    public int Upgrades { get; init; }

    /// <summary>Whether the session carries traffic.</summary>
    public bool InUse { get; init; }

    /// <summary>Whether that has lasted for a moment only: many sessions carry a packet or two, and none needs a path to move to for that.</summary>
    public bool IsUseBrief { get; init; }

    /// <summary>Whether the session carries traffic, and has for longer than a packet and its answer take.</summary>
    public bool IsInLastingUse => InUse && !IsUseBrief;

    /// <summary>Whether there should be a proven path to move to when the one in use fails.</summary>
    public bool NeedsStandby => IsInLastingUse && Settings.Standby is not null;

    /// <summary>Whether the peer is still to be told this node's candidates over the path in use.</summary>
    public bool IsUntold { get; init; }

    /// <summary>
    /// Whether hellos through the tunnel say that the path in use carries the session: they know better than single checks, of which two
    /// in a row are lost often enough.
    /// </summary>
    public bool IsWatched { get; init; }

    /// <summary>Whether the session sleeps: the list does nothing until it is woken.</summary>
    public bool IsAsleep { get; init; }

    /// <summary>Whether the path that was good before the session slept is taken as soon as it answers.</summary>
    public bool IsReused { get; init; }

    /// <summary>Whether the peer is still to be told that this end moved to the path in use.</summary>
    public bool IsMoving { get; init; }

    /// <summary>Which paths are preferred.</summary>
    public PathOrder Order { get; init; } = PathOrder.ByKind;

    /// <summary>What is configured.</summary>
    public CheckListSettings Settings { get; init; } = new();

    /// <summary>Since when a direct path has been in use; null while none is.</summary>
    public TimeSpan? DirectSince { get; init; }

    /// <summary>Since when there has been no direct path although addresses of the peer are known; null while there is one, or none are.</summary>
    public TimeSpan? WithoutDirectSince { get; init; }

    /// <summary>Whether the path in use passes nobody else's machine, and is to be kept.</summary>
    public bool IsDirect => Order.IsDirectAllowed && Phase == CheckListPhase.Connected && SelectedCheck is { } check && PathRank.IsDirect(check.Candidate.Kind);

    /// <summary>Whether the path in use passes somebody else's machine.</summary>
    public bool IsRelayed => Phase == CheckListPhase.Connected && SelectedCheck is { } check && !PathRank.IsDirect(check.Candidate.Kind);

    /// <summary>The check of the address in use, or null.</summary>
    public CandidateCheck? SelectedCheck => Selected is null ? null : Find(Selected);

    /// <summary>The next moment at which a <see cref="CheckListEvent.Tick"/> has something to do; null if nothing is planned.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            if (IsAsleep)
            {
                return null;
            }

            var due = RefreshAt;
            if (CheckListSelection.DecisionDue(this) is { } decision && (due is null || decision < due))
            {
                due = decision;
            }

            if (CheckListSchedule.RoundEnd(this) is { } end && (due is null || end < due))
            {
                due = end;
            }

            if (UpgradeAt is { } upgrade && (due is null || upgrade < due))
            {
                due = upgrade;
            }

            foreach (var check in Checks)
            {
                if (due is null || check.DueAt < due)
                {
                    due = check.DueAt;
                }
            }

            return due;
        }
    }

    /// <summary>The check of one address, or null.</summary>
    public CandidateCheck? Find(IPEndPoint address)
    {
        foreach (var check in Checks)
        {
            if (check.Candidate.Address.Equals(address))
            {
                return check;
            }
        }

        return null;
    }
}
