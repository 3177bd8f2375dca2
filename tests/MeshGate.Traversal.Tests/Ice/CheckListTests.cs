using System.Net;
using MeshGate.Traversal.Ice;

namespace MeshGate.Traversal.Tests.Ice;

public sealed class CheckListTests
{
    internal static readonly IPEndPoint Host = IPEndPoint.Parse("198.51.100.1:51820");
    private static readonly IPEndPoint Reflexive = IPEndPoint.Parse("203.0.113.7:40000");
    private static readonly IPEndPoint Stranger = IPEndPoint.Parse("192.0.2.66:666");
    private readonly CheckListEnd _pair = new();

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
    public void Step_PrefersTheHostCandidate_WhenItIsAsFastAndAnswersWithinTheNominationDelay()
    {
        var host = _pair.Learn(0, Host, Reflexive).OfType<CheckListEffect.SendCheck>().Single();
        var reflexive = _pair.At(20, new CheckListEvent.Tick()).OfType<CheckListEffect.SendCheck>().Single();

        Assert.Empty(_pair.At(40, new CheckListEvent.CheckAnswered(Host, host.Id)).OfType<CheckListEffect.UsePath>());
        var effects = _pair.At(59, new CheckListEvent.CheckAnswered(Reflexive, reflexive.Id));

        Assert.Equal(Host, Assert.Single(effects.OfType<CheckListEffect.UsePath>()).Candidate.Address);
    }

    [Fact]
    public void Step_PrefersTheFasterPath_WhenBothAnswerWithinTheNominationDelay()
    {
        var host = _pair.Learn(0, Host, Reflexive).OfType<CheckListEffect.SendCheck>().Single();
        var reflexive = _pair.At(20, new CheckListEvent.Tick()).OfType<CheckListEffect.SendCheck>().Single();
        _pair.At(25, new CheckListEvent.CheckAnswered(Reflexive, reflexive.Id));

        var effects = _pair.At(60, new CheckListEvent.CheckAnswered(Host, host.Id));

        Assert.Equal(Reflexive, Assert.Single(effects.OfType<CheckListEffect.UsePath>()).Candidate.Address);
    }

    [Fact]
    public void Step_TakesTheFirstAnswerAtOnce_WhenItComesLate()
    {
        var pair = new CheckListEnd();
        pair.Learn(0, Host);
        var lent = IPEndPoint.Parse("192.0.2.9:30001");
        pair.RunUntil(TimeSpan.FromMilliseconds(310));
        var check = pair.At(320, new CheckListEvent.CandidateOffered(new RemoteCandidate(lent, RemoteCandidateKind.Turn))).OfType<CheckListEffect.SendCheck>().Single(sent => sent.To.Equals(lent));

        var used = pair.At(330, new CheckListEvent.CheckAnswered(lent, check.Id)).OfType<CheckListEffect.UsePath>().Single();

        Assert.Equal(lent, used.Candidate.Address);
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
        var pair = new CheckListEnd(controlling: false);
        var check = pair.Learn(0, Reflexive).OfType<CheckListEffect.SendCheck>().Single();

        Assert.Empty(pair.At(20, new CheckListEvent.CheckAnswered(Reflexive, check.Id)).OfType<CheckListEffect.UsePath>());
        var effects = pair.At(30, new CheckListEvent.CheckReceived(Reflexive, UseCandidate: true));

        Assert.Equal(Reflexive, Assert.Single(effects.OfType<CheckListEffect.UsePath>()).Candidate.Address);
    }

    [Fact]
    public void Step_FollowsANewNominationOnlyOnceItsOwnCheckWasAnswered_WhenConnected()
    {
        var pair = new CheckListEnd(controlling: false);
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
    public void Step_TriesAsManyRoundsAsConfigured_BeforeItGivesUp()
    {
        _pair.At(0, new CheckListEvent.Configured(new CheckListSettings { RoundTimeout = TimeSpan.FromSeconds(2), Retries = 2 }));
        _pair.Learn(0, Host, Reflexive);

        _pair.RunUntil(TimeSpan.FromSeconds(5.5));
        Assert.Equal(CheckListPhase.Checking, _pair.State.Phase);
        _pair.RunUntil(TimeSpan.FromSeconds(7));

        Assert.Equal(CheckListPhase.Failed, _pair.State.Phase);
    }

    [Fact]
    public void Step_GivesUpTheRoundButKeepsTryingSlowly_WhenNobodyAnswers()
    {
        _pair.At(0, new CheckListEvent.Configured(new CheckListSettings { Retries = 0 }));
        _pair.Learn(0, Host, Reflexive);

        var effects = _pair.RunUntil(TimeSpan.FromMinutes(5));

        Assert.Equal(CheckListPhase.Failed, _pair.State.Phase);
        Assert.InRange(effects.OfType<CheckListEffect.SendCheck>().Count(), 20, 60);
        Assert.InRange(effects.OfType<CheckListEffect.RefreshCandidates>().Count(), 8, 16);
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
    public void Step_KeepsChecking_WhenWireGuardRoamsToAnAddressThatWasCheckedBefore()
    {
        var check = _pair.Learn(0, Host, Reflexive).OfType<CheckListEffect.SendCheck>().Single();
        _pair.At(20, new CheckListEvent.Tick());
        _pair.At(30, new CheckListEvent.CheckAnswered(Host, check.Id));
        _pair.At(200, new CheckListEvent.Tick());

        var observed = _pair.At(1000, new CheckListEvent.EndpointObserved(Reflexive));
        var effects = _pair.RunUntil(TimeSpan.FromSeconds(30));

        Assert.Contains(observed.OfType<CheckListEffect.SendCheck>(), sent => sent.To.Equals(Reflexive));
        Assert.Equal(Reflexive, Assert.Single(effects.OfType<CheckListEffect.PathLost>()).Address);
    }

    [Fact]
    public void NextDue_IsNotInThePast_WhenTheOnlyAddressThatAnsweredIsWithdrawn()
    {
        _pair.Learn(0, Host, Reflexive);
        var check = _pair.At(20, new CheckListEvent.Tick()).OfType<CheckListEffect.SendCheck>().Single();
        _pair.At(25, new CheckListEvent.CheckAnswered(Reflexive, check.Id));

        _pair.Learn(30, Host);
        _pair.At(5000, new CheckListEvent.Tick());

        Assert.True(_pair.State.NextDue > TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Step_UsesAnAddress_WhenItsAnswerArrivedJustBeforeTheRoundBegan()
    {
        var check = _pair.Learn(0, Reflexive).OfType<CheckListEffect.SendCheck>().Single();
        _pair.At(50, new CheckListEvent.Restart());

        var effects = _pair.At(49, new CheckListEvent.CheckAnswered(Reflexive, check.Id));

        Assert.Single(effects.OfType<CheckListEffect.UsePath>());
    }

    [Fact]
    public void Step_FollowsANominationAtOnce_WhenTheAddressNeedNotBeCheckedAgain()
    {
        var pair = new CheckListEnd(controlling: false);
        pair.Learn(0, Host, Reflexive);
        var reflexive = pair.At(20, new CheckListEvent.Tick()).OfType<CheckListEffect.SendCheck>().Single();
        pair.At(40, new CheckListEvent.CheckAnswered(Reflexive, reflexive.Id));
        pair.At(1100, new CheckListEvent.EndpointObserved(Host));

        // Four seconds ago it answered: late enough that it need not be asked again.
        var effects = pair.At(4040, new CheckListEvent.CheckReceived(Reflexive, UseCandidate: true));

        Assert.Equal(Reflexive, Assert.Single(effects.OfType<CheckListEffect.UsePath>()).Candidate.Address);
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
}
