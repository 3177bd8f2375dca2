using System.Collections.Immutable;
using System.Net;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Tests.Ice;

public sealed class CheckListTests
{
    private static readonly IPEndPoint Host = IPEndPoint.Parse("198.51.100.1:51820");
    private static readonly IPEndPoint Reflexive = IPEndPoint.Parse("203.0.113.7:40000");
    private static readonly IPEndPoint Stranger = IPEndPoint.Parse("192.0.2.66:666");
    private readonly Pair _pair = new();

    [Fact]
    public void Step_AsksForCandidates_WhenNothingIsKnown()
    {
        var effects = _pair.At(0, new CheckListEvent.Tick());

        Assert.Contains(effects, effect => effect is CheckListEffect.RefreshCandidates);
        Assert.Equal(CheckListPhase.Waiting, _pair.State.Phase);
    }

    [Fact]
    public void Step_ChecksEveryCandidatePaced_WhenCandidatesAreLearned()
    {
        var first = _pair.Learn(0, Host, Reflexive);
        var second = _pair.At(20, new CheckListEvent.Tick());

        Assert.Equal(Host, Assert.Single(first.OfType<CheckListEffect.SendCheck>()).To);
        Assert.Equal(Reflexive, Assert.Single(second.OfType<CheckListEffect.SendCheck>()).To);
    }

    [Fact]
    public void Step_UsesThePathAndNominatesIt_WhenItIsTheOnlyOneAndAnswered()
    {
        var check = _pair.Learn(0, Reflexive).OfType<CheckListEffect.SendCheck>().Single();

        var effects = _pair.At(30, new CheckListEvent.CheckAnswered(Reflexive, check.Id));

        var path = Assert.Single(effects.OfType<CheckListEffect.UsePath>());
        Assert.Equal(Reflexive, path.Candidate.Address);
        Assert.Equal(TimeSpan.FromMilliseconds(30), path.RoundTrip);
        Assert.True(Assert.Single(effects.OfType<CheckListEffect.SendCheck>()).UseCandidate);
        Assert.Equal(CheckListPhase.Connected, _pair.State.Phase);
    }

    [Fact]
    public void Step_PrefersTheHostCandidate_WhenItAnswersWithinTheNominationDelay()
    {
        var host = _pair.Learn(0, Host, Reflexive).OfType<CheckListEffect.SendCheck>().Single();
        var reflexive = _pair.At(20, new CheckListEvent.Tick()).OfType<CheckListEffect.SendCheck>().Single();

        Assert.Empty(_pair.At(25, new CheckListEvent.CheckAnswered(Reflexive, reflexive.Id)).OfType<CheckListEffect.UsePath>());
        var effects = _pair.At(60, new CheckListEvent.CheckAnswered(Host, host.Id));

        Assert.Equal(Host, Assert.Single(effects.OfType<CheckListEffect.UsePath>()).Candidate.Address);
    }

    [Fact]
    public void Step_TakesWhatAnswered_WhenTheNominationDelayIsOver()
    {
        _pair.Learn(0, Host, Reflexive);
        var reflexive = _pair.At(20, new CheckListEvent.Tick()).OfType<CheckListEffect.SendCheck>().Single();
        _pair.At(25, new CheckListEvent.CheckAnswered(Reflexive, reflexive.Id));

        Assert.True(_pair.State.NextDue <= TimeSpan.FromMilliseconds(125));
        var effects = _pair.At(125, new CheckListEvent.Tick());

        Assert.Equal(Reflexive, Assert.Single(effects.OfType<CheckListEffect.UsePath>()).Candidate.Address);
    }

    [Fact]
    public void Step_WaitsForNomination_WhenTheOtherEndIsControlling()
    {
        var pair = new Pair(controlling: false);
        var check = pair.Learn(0, Reflexive).OfType<CheckListEffect.SendCheck>().Single();

        Assert.Empty(pair.At(20, new CheckListEvent.CheckAnswered(Reflexive, check.Id)).OfType<CheckListEffect.UsePath>());
        var effects = pair.At(30, new CheckListEvent.CheckReceived(Reflexive, UseCandidate: true));

        Assert.Equal(Reflexive, Assert.Single(effects.OfType<CheckListEffect.UsePath>()).Candidate.Address);
    }

    [Fact]
    public void Step_FollowsANewNominationOnlyOnceItsOwnCheckWasAnswered_WhenConnected()
    {
        var pair = new Pair(controlling: false);
        pair.Connect(Reflexive);

        var triggered = pair.At(1000, new CheckListEvent.CheckReceived(Stranger, UseCandidate: true));
        Assert.Empty(triggered.OfType<CheckListEffect.UsePath>());
        var check = Assert.Single(triggered.OfType<CheckListEffect.SendCheck>());
        var effects = pair.At(1020, new CheckListEvent.CheckAnswered(Stranger, check.Id));

        Assert.Equal(Stranger, Assert.Single(effects.OfType<CheckListEffect.UsePath>()).Candidate.Address);
    }

    [Fact]
    public void Step_ChangesNothing_WhenAnAnswerNamesNoCheckOfOurs()
    {
        _pair.Learn(0, Reflexive);
        var before = _pair.State.Selected;

        var effects = _pair.At(10, new CheckListEvent.CheckAnswered(Reflexive, _pair.NewTransaction()));

        Assert.Empty(effects.OfType<CheckListEffect.UsePath>());
        Assert.Equal(before, _pair.State.Selected);
    }

    [Fact]
    public void Step_ChangesNothing_WhenTheAnswerComesFromAnotherAddress()
    {
        var check = _pair.Learn(0, Reflexive).OfType<CheckListEffect.SendCheck>().Single();

        var effects = _pair.At(10, new CheckListEvent.CheckAnswered(Stranger, check.Id));

        Assert.Empty(effects.OfType<CheckListEffect.UsePath>());
        Assert.Null(_pair.State.Selected);
    }

    [Fact]
    public void Step_ChangesNothing_WhenAnAnswerIsReplayed()
    {
        var check = _pair.Learn(0, Reflexive).OfType<CheckListEffect.SendCheck>().Single();
        _pair.At(10, new CheckListEvent.CheckAnswered(Reflexive, check.Id));
        var answeredAt = _pair.State.SelectedCheck!.AnsweredAt;

        _pair.At(500, new CheckListEvent.CheckAnswered(Reflexive, check.Id));

        Assert.Equal(answeredAt, _pair.State.SelectedCheck!.AnsweredAt);
    }

    [Fact]
    public void Step_KeepsTheNumberOfLearnedAddressesBounded_WhenChecksComeFromManyPlaces()
    {
        _pair.Learn(0, Reflexive);

        for (var i = 1; i < 200; i++)
        {
            _pair.At(i, new CheckListEvent.CheckReceived(new IPEndPoint(Stranger.Address, i), UseCandidate: true));
        }

        Assert.True(_pair.State.Checks.Length <= CheckListTimers.MaxPeerReflexive + 1);
        Assert.NotNull(_pair.State.Find(Reflexive));
    }

    [Fact]
    public void Step_TriggersAtMostOneCheckInAnInterval_WhenOneAddressKeepsAsking()
    {
        var sent = 0;
        for (var at = 0; at < 100; at++)
        {
            sent += _pair.At(at, new CheckListEvent.CheckReceived(Stranger, UseCandidate: false)).OfType<CheckListEffect.SendCheck>().Count();
        }

        Assert.Equal(1, sent);
    }

    [Fact]
    public void Step_TellsTheLossAndChecksEverything_WhenThePathInUseStopsAnswering()
    {
        _pair.Connect(Reflexive);

        var effects = _pair.RunUntil(CheckListTimers.Consent + (10 * CheckListTimers.ConsentRetry));

        Assert.Equal(Reflexive, Assert.Single(effects.OfType<CheckListEffect.PathLost>()).Address);
        Assert.Contains(effects, effect => effect is CheckListEffect.RefreshCandidates);
        Assert.Equal(CheckListPhase.Checking, _pair.State.Phase);
    }

    [Fact]
    public void Step_GivesUpTheRoundButKeepsTryingSlowly_WhenNobodyAnswers()
    {
        _pair.Learn(0, Host, Reflexive);

        var effects = _pair.RunUntil(TimeSpan.FromMinutes(5));

        Assert.Equal(CheckListPhase.Failed, _pair.State.Phase);
        Assert.InRange(effects.OfType<CheckListEffect.SendCheck>().Count(), 20, 60);
        Assert.InRange(effects.OfType<CheckListEffect.RefreshCandidates>().Count(), 5, 12);
    }

    [Fact]
    public void Step_TakesOverWireGuardsEndpoint_WhenItIsFoundAtStart()
    {
        var effects = _pair.At(0, new CheckListEvent.EndpointObserved(Reflexive));

        Assert.Empty(effects.OfType<CheckListEffect.UsePath>());
        Assert.Equal(CheckListPhase.Connected, _pair.State.Phase);
        Assert.Equal(Reflexive, _pair.State.Selected);
    }

    [Fact]
    public void NextDue_IsNeverInThePast_AfterATick()
    {
        _pair.Learn(0, Host, Reflexive);
        for (var at = 0; at < 20_000; at += 7)
        {
            _pair.At(at, new CheckListEvent.Tick());
            Assert.True(_pair.State.NextDue > TimeSpan.FromMilliseconds(at), $"at {at} ms");
        }
    }

    /// <summary>One end of a pair, its clock and its transaction ids.</summary>
    private sealed class Pair(bool controlling = true)
    {
        private ulong _transactions;

        public CheckListState State { get; private set; } = CheckList.Create(controlling, TimeSpan.Zero);

        public TransactionId NewTransaction()
        {
            Span<byte> bytes = stackalloc byte[12];
            BitConverter.TryWriteBytes(bytes, ++_transactions);
            return TransactionId.FromBytes(bytes);
        }

        public ImmutableArray<CheckListEffect> At(double milliseconds, CheckListEvent happened)
        {
            var step = CheckList.Step(State, happened, TimeSpan.FromMilliseconds(milliseconds), NewTransaction);
            State = step.State;
            return step.Effects;
        }

        public ImmutableArray<CheckListEffect> Learn(double milliseconds, params IPEndPoint[] addresses)
            => At(milliseconds, new CheckListEvent.CandidatesLearned(
                [.. addresses.Select(address => new RemoteCandidate(address, address.Equals(Host) ? RemoteCandidateKind.Host : RemoteCandidateKind.ServerReflexive))]));

        public void Connect(IPEndPoint address)
        {
            var check = Learn(0, address).OfType<CheckListEffect.SendCheck>().Single();
            At(10, new CheckListEvent.CheckAnswered(address, check.Id));
            At(12, new CheckListEvent.CheckReceived(address, UseCandidate: true));
            if (State.Pending(address) is { } pending)
            {
                At(14, new CheckListEvent.CheckAnswered(address, pending));
            }

            Assert.Equal(CheckListPhase.Connected, State.Phase);
        }

        public List<CheckListEffect> RunUntil(TimeSpan end)
        {
            var effects = new List<CheckListEffect>();
            for (var steps = 0; steps < 10_000 && State.NextDue is { } due && due <= end; steps++)
            {
                effects.AddRange(At(due.TotalMilliseconds, new CheckListEvent.Tick()));
            }

            return effects;
        }
    }
}

file static class CheckListStates
{
    public static TransactionId? Pending(this CheckListState state, IPEndPoint address)
        => state.Find(address) is { Pending.IsEmpty: false } check ? check.Pending[^1].Id : null;
}
