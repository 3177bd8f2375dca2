using System.Net;
using MeshGate.Traversal.Ice;

namespace MeshGate.Traversal.Tests.Ice;

/// <summary>Pairs that may speak through a hub alone.</summary>
public sealed class CheckListTopologyTests
{
    private static readonly IPEndPoint Direct = CheckListTests.Host;
    private static readonly IPEndPoint Lent = IPEndPoint.Parse("192.0.2.9:30001");

    [Fact]
    public void Step_SeeksNoDirectPath_WhereNoneIsAllowed()
    {
        var pair = new CheckListEnd();
        pair.At(0, new CheckListEvent.Ordered(PathOrder.Lent));
        pair.Learn(0, Direct);
        pair.At(10, new CheckListEvent.CheckReceived(Direct, UseCandidate: true));

        Assert.DoesNotContain(pair.RunUntil(TimeSpan.FromSeconds(5)), effect => effect is CheckListEffect.SendCheck);
        Assert.Empty(pair.State.Checks);
    }

    [Fact]
    public void Step_UsesALentPath_WhereNoDirectOneIsAllowed()
    {
        var pair = new CheckListEnd();
        pair.At(0, new CheckListEvent.Ordered(PathOrder.Lent));
        pair.Learn(0, Direct);

        Offer(pair, 10);

        Assert.Equal(Lent, pair.State.Selected);
        Assert.Equal(TimeSpan.Zero, LentPathNeed.PatienceFor(pair.State, []));
    }

    [Fact]
    public void Step_KeepsTheDirectPathInUse_UntilALentOneAnswers()
    {
        var pair = new CheckListEnd();
        pair.Connect(Direct);

        pair.At(100, new CheckListEvent.Ordered(PathOrder.Lent));
        Assert.Equal(Direct, pair.State.Selected);
        Assert.False(pair.State.IsDirect);
        Assert.True(LentPathNeed.Is(pair.State, isHeld: false, TimeSpan.Zero, TimeSpan.FromMilliseconds(100)));

        Offer(pair, 200);
        Assert.Equal(Lent, pair.State.Selected);
    }

    [Fact]
    public void Step_ReturnsToADirectPath_OnceItIsAllowedAgain()
    {
        var pair = new CheckListEnd();
        pair.At(0, new CheckListEvent.Ordered(PathOrder.Lent));
        Offer(pair, 10);

        pair.At(1000, new CheckListEvent.Ordered(PathOrder.ByKind));
        var sent = pair.Learn(1000, Direct).OfType<CheckListEffect.SendCheck>().Single(check => check.To.Equals(Direct));
        pair.At(1010, new CheckListEvent.CheckAnswered(Direct, sent.Id));

        Assert.Equal(Direct, pair.State.Selected);
    }

    private static void Offer(CheckListEnd pair, double milliseconds)
    {
        var sent = pair.At(milliseconds, new CheckListEvent.CandidateOffered(new RemoteCandidate(Lent, RemoteCandidateKind.Relay)));
        var check = sent.OfType<CheckListEffect.SendCheck>().Single(check => check.To.Equals(Lent));
        pair.At(milliseconds + 10, new CheckListEvent.CheckAnswered(Lent, check.Id));
        pair.RunUntil(TimeSpan.FromMilliseconds(milliseconds + 200));
    }
}
