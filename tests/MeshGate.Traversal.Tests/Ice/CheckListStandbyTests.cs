using System.Net;
using MeshGate.Traversal.Ice;

namespace MeshGate.Traversal.Tests.Ice;

public sealed class CheckListStandbyTests
{
    private static readonly IPEndPoint Direct = CheckListTests.Host;
    private static readonly IPEndPoint Lent = IPEndPoint.Parse("192.0.2.9:30001");

    [Theory]
    [InlineData(true, 1, 12)]
    [InlineData(false, 30, 3)]
    public void Step_ProvesALentPathAgainAndAgain_WhileTheDirectOneIsInUse(bool inUse, int seconds, int checks)
    {
        var pair = Connected(controlling: true, inUse);

        var sent = Answering(pair, TimeSpan.FromSeconds((seconds * 12) + 1)).Count(check => check.To.Equals(Lent));

        Assert.InRange(sent, checks, 14);
        Assert.Equal(Direct, pair.State.Selected);
    }

    [Fact]
    public void Step_ChecksNoOtherPath_WhenSessionsNeverMove()
    {
        var pair = Connected(controlling: true, inUse: true, standby: null);

        Assert.DoesNotContain(Answering(pair, TimeSpan.FromSeconds(30)), check => check.To.Equals(Lent));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Step_MovesAndTellsThePeer_WhenForced(bool controlling)
    {
        var pair = Connected(controlling, inUse: true);
        pair.At(2000, new CheckListEvent.PathHeld(Direct));

        var effects = pair.At(2000, new CheckListEvent.PathForced(Lent));

        Assert.Equal(Lent, Assert.Single(effects.OfType<CheckListEffect.UsePath>()).Candidate.Address);
        Assert.True(Assert.Single(effects.OfType<CheckListEffect.SendCheck>(), check => check.To.Equals(Lent)).UseCandidate);
    }

    [Fact]
    public void Step_MovesNowhere_WhenThePathNeverAnswered()
    {
        var pair = Connected(controlling: true, inUse: true);
        var unknown = IPEndPoint.Parse("192.0.2.77:1");
        pair.At(1000, new CheckListEvent.CandidateOffered(new RemoteCandidate(unknown, RemoteCandidateKind.Relay)));

        Assert.DoesNotContain(pair.At(2000, new CheckListEvent.PathForced(unknown)), effect => effect is CheckListEffect.UsePath);
    }

    [Fact]
    public void Step_StaysOnTheLentPath_UntilTheDirectOneIsReleased()
    {
        var pair = Connected(controlling: true, inUse: true);
        pair.At(2000, new CheckListEvent.PathHeld(Direct));
        pair.At(2000, new CheckListEvent.PathForced(Lent));

        var sent = Answering(pair, TimeSpan.FromSeconds(20));

        Assert.Equal(Lent, pair.State.Selected);
        Assert.InRange(sent.Count(check => check.To.Equals(Direct)), 15, 60);
        pair.At(20_100, new CheckListEvent.PathReleased(Direct));
        Answering(pair, TimeSpan.FromSeconds(21));
        Assert.Equal(Direct, pair.State.Selected);
    }

    [Fact]
    public void Step_FollowsANominationOfAPathThatFailed_OnlyOnceItAnsweredAfterAWhile()
    {
        var pair = Connected(controlling: false, inUse: true);
        pair.At(2000, new CheckListEvent.PathHeld(Direct));
        pair.At(2000, new CheckListEvent.PathForced(Lent));
        pair.At(2100, new CheckListEvent.CheckReceived(Direct, UseCandidate: true));
        Assert.Equal(Lent, pair.State.Selected);

        Answering(pair, TimeSpan.FromSeconds(5));
        pair.At(5100, new CheckListEvent.CheckReceived(Direct, UseCandidate: true));
        Assert.Equal(Direct, pair.State.Selected);
    }

    [Fact]
    public void Step_LeavesThePathToHellos_WhileTheySayThatItWorks()
    {
        var pair = Connected(controlling: true, inUse: true);
        pair.At(1000, new CheckListEvent.Watched(true));

        var effects = Answering(pair, TimeSpan.FromSeconds(10), check => check.Equals(Lent));

        Assert.Equal((Direct, CheckListPhase.Connected), (pair.State.Selected, pair.State.Phase));
        pair.At(10_000, new CheckListEvent.Watched(false));
        Answering(pair, TimeSpan.FromSeconds(11), check => check.Equals(Lent));
        Assert.Equal(Lent, pair.State.Selected);
        Assert.NotEmpty(effects);
    }

    [Theory]
    [InlineData(true, false, 236, 244)]
    [InlineData(true, true, 11, 14)]
    [InlineData(false, false, 11, 14)]
    [InlineData(false, true, 1, 3)]
    public void Step_ChecksThePathSeldom_WhileHellosProveIt(bool inUse, bool isWatched, int least, int most)
    {
        var pair = Connected(controlling: true, inUse);
        pair.At(1000, new CheckListEvent.Watched(isWatched));

        Assert.InRange(Answering(pair, TimeSpan.FromSeconds(61)).Count(check => check.To.Equals(Direct)), least, most);
        pair.At(61_000, new CheckListEvent.Watched(false));
        Assert.InRange(pair.State.SelectedCheck!.DueAt, TimeSpan.Zero, TimeSpan.FromSeconds(61) + (inUse ? CheckListTimers.UsedConsent : CheckListTimers.Consent));
    }

    [Theory]
    [InlineData(true, false, true, 5)]
    [InlineData(true, false, false, 0)]
    [InlineData(false, false, true, 0)]
    [InlineData(true, true, true, 0)]
    public void Step_AsksForThePeersCandidatesAgain_OnlyWhileASessionInUseHasNowhereToGo(bool inUse, bool hasStandby, bool hasServers, int least)
    {
        var pair = Connected(controlling: true, inUse);
        pair.At(150, new CheckListEvent.Configured(pair.State.Settings with { HasServers = hasServers }));
        if (!hasStandby)
        {
            pair.At(200, new CheckListEvent.CandidateWithdrawn(Lent));
        }

        var asked = 0;
        for (var steps = 0; steps < 10_000 && pair.State.NextDue is { } due && due <= TimeSpan.FromSeconds(60); steps++)
        {
            var effects = pair.At(due.TotalMilliseconds, new CheckListEvent.Tick());
            asked += effects.Count(effect => effect is CheckListEffect.RefreshCandidates);
            foreach (var check in effects.OfType<CheckListEffect.SendCheck>())
            {
                pair.At(due.TotalMilliseconds + 1, new CheckListEvent.CheckAnswered(check.To, check.Id));
            }
        }

        Assert.InRange(asked, least, least * 3);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void IsStandby_OnlyForSessionsInUse(bool inUse, bool expected)
        => Assert.Equal(expected, LentPathNeed.IsStandby(Connected(controlling: true, inUse).State));

    [Fact]
    public void ASessionOfAPacketOrTwo_NeedsNoStandby_UntilItsUseLasts()
    {
        var pair = Connected(controlling: true, inUse: false);
        pair.At(1000, new CheckListEvent.Used(InUse: true, IsBrief: true));
        Assert.False(LentPathNeed.IsStandby(pair.State));
        Assert.DoesNotContain(Answering(pair, TimeSpan.FromSeconds(5)), check => check.To.Equals(Lent));

        pair.At(5000, new CheckListEvent.Used(InUse: true));
        Assert.True(LentPathNeed.IsStandby(pair.State));
        Assert.Contains(Answering(pair, TimeSpan.FromSeconds(7)), check => check.To.Equals(Lent));
    }

    private static CheckListEnd Connected(bool controlling, bool inUse) => Connected(controlling, inUse, TimeSpan.FromSeconds(30));

    private static CheckListEnd Connected(bool controlling, bool inUse, TimeSpan? standby)
    {
        var pair = new CheckListEnd(controlling);
        pair.At(0, new CheckListEvent.Configured(new CheckListSettings { Standby = standby }));
        pair.Connect(Direct);
        pair.At(20, new CheckListEvent.Used(inUse));
        var check = pair.At(100, new CheckListEvent.CandidateOffered(new RemoteCandidate(Lent, RemoteCandidateKind.Relay)))
            .OfType<CheckListEffect.SendCheck>().Single(check => check.To.Equals(Lent));
        pair.At(110, new CheckListEvent.CheckAnswered(Lent, check.Id));
        return pair;
    }

    /// <summary>Runs on, every check being answered unless somebody says which are.</summary>
    private static List<CheckListEffect.SendCheck> Answering(CheckListEnd pair, TimeSpan end, Func<IPEndPoint, bool>? answers = null)
    {
        var sent = new List<CheckListEffect.SendCheck>();
        for (var steps = 0; steps < 10_000 && pair.State.NextDue is { } due && due <= end; steps++)
        {
            foreach (var check in pair.At(due.TotalMilliseconds, new CheckListEvent.Tick()).OfType<CheckListEffect.SendCheck>())
            {
                sent.Add(check);
                if (answers?.Invoke(check.To) ?? true)
                {
                    pair.At(due.TotalMilliseconds + 1, new CheckListEvent.CheckAnswered(check.To, check.Id));
                }
            }
        }

        return sent;
    }
}
