using System.Collections.Immutable;
using System.Net;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Ice;

/// <summary>
/// Finds and keeps the path to one peer: ICE's check list (RFC 8445, section 6) with the remote address alone, since the kernel
/// chooses the source. Pure: state, event and now in, state and effects out; only transaction ids and the turns of checks come from outside.
/// An address is used only after a check of our own to it was answered from it.
/// </summary>
public static class CheckList
{
    /// <summary>The state of a pair about which nothing is known.</summary>
    /// <param name="controlling">Whether this end nominates; exactly one end of the pair must.</param>
    /// <param name="now">Monotonic time; the peer's candidates are asked for at once.</param>
    public static CheckListState Create(bool controlling, TimeSpan now) => new() { Controlling = controlling, RefreshAt = now };

    /// <summary>Takes one step.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="happened">What happened.</param>
    /// <param name="now">Monotonic time.</param>
    /// <param name="newTransaction">Gives unpredictable transaction ids.</param>
    /// <param name="pacer">Spaces the checks that look for a path where none is in use; null to send them as they are due.</param>
    public static CheckListStep Step(CheckListState state, CheckListEvent happened, TimeSpan now, Func<TransactionId> newTransaction, CheckPacer? pacer = null)
    {
        if (happened is CheckListEvent.Slept || (state.IsAsleep && happened is not CheckListEvent.Woken))
        {
            return new CheckListStep(happened is CheckListEvent.Slept ? CheckListSleep.Fall(state) : CheckListSleep.Note(state, happened), []);
        }

        var effects = ImmutableArray.CreateBuilder<CheckListEffect>();
        var next = happened switch
        {
            CheckListEvent.Woken woken => CheckListSleep.Wake(state, woken.IsReuse, now),
            CheckListEvent.CandidatesLearned learned => Learn(state, learned.Candidates, now),
            CheckListEvent.CandidateOffered offered => CheckListOffers.Take(state, offered.Candidate, now),
            CheckListEvent.CandidateWithdrawn withdrawn => CheckListOffers.Withdraw(state, withdrawn.Address, now, effects),
            CheckListEvent.CandidatesTold told => Told(state, told.Candidates, now),
            CheckListEvent.OwnCandidatesChanged => CheckListUpgrade.Hurry(CheckListUpgrade.Tell(state, now), now),
            CheckListEvent.Used used => CheckListPace.Use(state, used, now),
            CheckListEvent.Watched watched => CheckListPace.Watch(state, watched.IsWatched, now),
            CheckListEvent.PathSuspected => CheckListUpgrade.Burst(state, now, CheckListStandby.IsOne),
            CheckListEvent.PathHeld held => CheckListStandby.Hold(state, held.Address, now),
            CheckListEvent.PathReleased released => CheckListStandby.Release(state, released.Address, now),
            CheckListEvent.PathForced forced => CheckListStandby.Force(state, forced.Address, now, effects),
            CheckListEvent.Configured configured => state with { Settings = configured.Settings },
            CheckListEvent.Ordered ordered => CheckListStandby.Use(CheckListCandidates.Order(state, ordered.Order), now),
            CheckListEvent.CheckReceived received => Receive(state, received, now),
            CheckListEvent.CheckAnswered answered => Answer(state, answered, now),
            CheckListEvent.EndpointObserved observed => Observe(state, observed.Address, now),
            CheckListEvent.Restart => CheckListRound.Start(CheckListUpgrade.Hurry(state with { FailedRounds = 0 }, now), now),
            _ => state,
        };
        next = CheckListSelection.Select(next, now, effects);
        next = CheckListSchedule.Run(next, now, newTransaction, pacer, effects);
        return new CheckListStep(Time(next, now), effects.ToImmutable());
    }

    /// <summary>Notes since when there has been a direct path, or none.</summary>
    private static CheckListState Time(CheckListState state, TimeSpan now) => (state.IsDirect, state.Phase) switch
    {
        (true, _) => state.DirectSince is null ? state with { DirectSince = now, WithoutDirectSince = null } : state,
        (_, CheckListPhase.Waiting) => state,
        _ => state.WithoutDirectSince is null ? state with { DirectSince = null, WithoutDirectSince = now } : state,
    };

    private static CheckListState Learn(CheckListState state, ImmutableArray<RemoteCandidate> candidates, TimeSpan now)
    {
        var (kept, added) = CheckListCandidates.Compare(state, candidates);
        ImmutableArray<CandidateCheck> fresh = [.. added.Select((candidate, index) => new CandidateCheck { Candidate = candidate, DueAt = now + (index * CheckListTimers.Pacing) })];
        var next = state with { Checks = kept.AddRange(fresh) };
        return (fresh.IsEmpty, state.Phase == CheckListPhase.Connected) switch
        {
            (true, _) => next,
            (false, true) => CheckListUpgrade.Hurry(next, now),
            _ => CheckListRound.Start(next with { FailedRounds = 0 }, now),
        };
    }

    /// <summary>The peer sends to our addresses now, and to be let in must be sent to.</summary>
    private static CheckListState Told(CheckListState state, ImmutableArray<RemoteCandidate> candidates, TimeSpan now)
    {
        var next = Learn(state, candidates, now);
        return next.IsRelayed ? CheckListUpgrade.Burst(next, now) : next;
    }

    private static CheckListState Receive(CheckListState state, CheckListEvent.CheckReceived received, TimeSpan now)
    {
        var known = state.Find(received.From);
        if (known is null)
        {
            known = new CandidateCheck { Candidate = new RemoteCandidate(received.From, received.Via ?? RemoteCandidateKind.PeerReflexive), DueAt = now };
            if (!state.Order.Allows(known.Candidate))
            {
                return state;
            }

            state = state with { Checks = MakeRoom(state).Add(known) };
        }

        if (received.UseCandidate)
        {
            // The latest nomination counts alone.
            state = state with { Checks = [.. state.Checks.Select(check => ReferenceEquals(check, known) ? check : check with { NominatedByPeer = false })] };
        }

        var triggered = known with { NominatedByPeer = known.NominatedByPeer || received.UseCandidate };
        var answeredLately = known.AnsweredAt is { } answered && now - answered < CheckListTimers.Fresh;
        var isChecked = answeredLately || (state.Phase == CheckListPhase.Connected && received.From.Equals(state.Selected));
        if (!isChecked && (known.TriggeredAt is not { } last || now - last >= CheckListTimers.TriggerInterval))
        {
            triggered = triggered with { TriggeredAt = now, DueAt = now, Unanswered = state.Phase == CheckListPhase.Connected ? 0 : triggered.Unanswered };
        }

        var next = state with { Checks = state.Checks.Replace(known, triggered) };
        return next.Phase == CheckListPhase.Waiting ? CheckListRound.Open(next, now) : next;
    }

    private static CheckListState Answer(CheckListState state, CheckListEvent.CheckAnswered answered, TimeSpan now)
    {
        if (state.Find(answered.From) is not { } check || check.Find(answered.Id) is not { SentAt: var sentAt, Told: var told } || now - sentAt > CheckListTimers.Timeout)
        {
            return state;
        }

        // An answer that arrived just before the round began, and waited to be read, proves the address all the same.
        var answeredAt = now > state.RoundStartedAt ? now : state.RoundStartedAt;

        var proven = check with
        {
            Pending = check.Pending.RemoveAll(pending => pending.SentAt <= sentAt),
            Unanswered = 0,
            RoundTrip = now - sentAt,
            AnsweredAt = answeredAt,
            DueAt = state.Phase == CheckListPhase.Connected && !check.Candidate.Address.Equals(state.Selected)
                ? CheckListStandby.NextDue(state, check, now)
                : CheckListPace.NextDue(state, now),
        };
        return state with
        {
            IsUntold = state.IsUntold && !told,
            IsMoving = state.IsMoving && !check.Candidate.Address.Equals(state.Selected),
            Checks = state.Checks.Replace(check, proven),
            FirstAnswerAt = state.FirstAnswerAt ?? answeredAt,
        };
    }

    private static CheckListState Observe(CheckListState state, IPEndPoint address, TimeSpan now)
    {
        if (address.Equals(state.Selected))
        {
            return state;
        }

        if (state.Find(address) is null)
        {
            var check = new CandidateCheck { Candidate = new RemoteCandidate(address, RemoteCandidateKind.PeerReflexive), DueAt = now };
            state = state with { Checks = MakeRoom(state).Add(check) };
        }

        // It is checked at once, as new; an earlier nomination must not pull the session back.
        return state with
        {
            Selected = address,
            Phase = CheckListPhase.Connected,
            RefreshAt = null,
            Checks = [.. state.Checks.Select(check => check.Candidate.Address.Equals(address)
                ? check with { DueAt = now, Unanswered = 0 }
                : check with { NominatedByPeer = false })],
        };
    }

    /// <summary>Drops the longest-silent learned address when there are too many, so that a sprayer fills nothing.</summary>
    private static ImmutableArray<CandidateCheck> MakeRoom(CheckListState state)
    {
        var learned = state.Checks
            .Where(check => check.IsLearned && !check.Candidate.Address.Equals(state.Selected))
            .ToList();
        if (learned.Count < CheckListTimers.MaxPeerReflexive)
        {
            return state.Checks;
        }

        var victim = learned.OrderBy(check => check.AnsweredAt ?? TimeSpan.MinValue).ThenBy(check => check.TriggeredAt ?? TimeSpan.MinValue).First();
        return state.Checks.Remove(victim);
    }
}
