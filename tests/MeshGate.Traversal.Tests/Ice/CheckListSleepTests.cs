using System.Collections.Immutable;
using System.Net;
using MeshGate.Traversal.Ice;

namespace MeshGate.Traversal.Tests.Ice;

public sealed class CheckListSleepTests
{
    private static readonly IPEndPoint Known = CheckListTests.Host;
    private static readonly IPEndPoint Other = IPEndPoint.Parse("203.0.113.77:4000");

    [Fact]
    public void Slept_DoesNothing_WhateverHappens()
    {
        CheckListEnd end = Asleep(controlling: true);
        foreach (CheckListEvent happened in (CheckListEvent[])
            [new CheckListEvent.Tick(), new CheckListEvent.Restart(), new CheckListEvent.CheckReceived(Other, true), new CheckListEvent.OwnCandidatesChanged(), new CheckListEvent.Used(true)])
        {
            Assert.Empty(end.At(60_000, happened));
        }

        Assert.Empty(end.Learn(61_000, Known, Other));
        Assert.Null(end.State.NextDue);
        Assert.Equal([Known, Other], end.State.Checks.Select(check => check.Candidate.Address));
        Assert.False(LentPathNeed.Is(end.State, isHeld: true, LentPathNeed.Patience, TimeSpan.FromSeconds(70)));
        Assert.Null(LentPathNeed.ChangesAt(end.State, isHeld: true, LentPathNeed.Patience, TimeSpan.FromSeconds(70)));
    }

    [Fact]
    public void Slept_KeepsNoDirectPath_WhereNoneIsAllowed()
    {
        CheckListEnd end = Asleep(controlling: true);

        end.At(60_000, new CheckListEvent.Ordered(PathOrder.Lent));
        end.Learn(61_000, Known, Other);
        Assert.Empty(end.State.Checks);
        Assert.Null(end.State.Selected);

        Assert.DoesNotContain(end.At(62_000, new CheckListEvent.Woken(IsReuse: true)), effect => effect is CheckListEffect.SendCheck);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Woken_TakesThePathOfBeforeAsSoonAsItAnswers_AndAsksNobodyElse(bool controlling)
    {
        CheckListEnd end = Asleep(controlling);
        end.Learn(1000, Known, Other);

        ImmutableArray<CheckListEffect> woken = end.At(60_000, new CheckListEvent.Woken(IsReuse: true));
        var check = Assert.IsType<CheckListEffect.SendCheck>(Assert.Single(woken));
        Assert.Equal(Known, check.To);
        ImmutableArray<CheckListEffect> answered = end.At(60_020, new CheckListEvent.CheckAnswered(Known, check.Id));
        Assert.Equal(Known, Assert.Single(answered.OfType<CheckListEffect.UsePath>()).Candidate.Address);
        Assert.Equal(CheckListPhase.Connected, end.State.Phase);
    }

    [Fact]
    public void Woken_LooksForAnother_WhenThePathOfBeforeDoesNotAnswer()
    {
        CheckListEnd end = Asleep(controlling: true);
        end.Learn(1000, Known, Other);
        end.At(60_000, new CheckListEvent.Woken(IsReuse: true));

        List<CheckListEffect> later = end.RunUntil(TimeSpan.FromMilliseconds(60_300));
        Assert.Contains(later, effect => effect is CheckListEffect.RefreshCandidates);
        CheckListEffect.SendCheck check = later.OfType<CheckListEffect.SendCheck>().Last(sent => sent.To.Equals(Other));
        end.At(60_310, new CheckListEvent.CheckAnswered(Other, check.Id));
        end.RunUntil(TimeSpan.FromMilliseconds(60_600));
        Assert.Equal((CheckListPhase.Connected, Other), (end.State.Phase, end.State.Selected));
    }

    [Fact]
    public void Woken_ComparesAll_WhenThePathIsToBeFoundAnew()
    {
        CheckListEnd end = Asleep(controlling: true);
        end.Learn(1000, Known, Other);

        ImmutableArray<CheckListEffect> woken = end.At(60_000, new CheckListEvent.Woken(IsReuse: false));
        Assert.Contains(woken, effect => effect is CheckListEffect.RefreshCandidates);
        CheckListEffect.SendCheck check = woken.OfType<CheckListEffect.SendCheck>().Single();
        Assert.DoesNotContain(end.At(60_010, new CheckListEvent.CheckAnswered(check.To, check.Id)), effect => effect is CheckListEffect.UsePath);
    }

    [Fact]
    public void Woken_AsksForThePeersAddresses_WhenNoneIsKnown()
    {
        var end = new CheckListEnd();
        end.At(0, new CheckListEvent.Slept());
        Assert.IsType<CheckListEffect.RefreshCandidates>(Assert.Single(end.At(5000, new CheckListEvent.Woken(IsReuse: false))));
    }

    private static CheckListEnd Asleep(bool controlling)
    {
        var end = new CheckListEnd(controlling);
        end.Connect(Known);
        Assert.Empty(end.At(500, new CheckListEvent.Slept()));
        return end;
    }
}
