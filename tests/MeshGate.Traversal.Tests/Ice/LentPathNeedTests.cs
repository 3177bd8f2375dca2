using System.Net;
using MeshGate.Traversal.Ice;

namespace MeshGate.Traversal.Tests.Ice;

public sealed class LentPathNeedTests
{
    private static readonly IPEndPoint Direct = CheckListTests.Host;
    private readonly CheckListEnd _pair = new();

    [Fact]
    public void Is_WaitsForAMoment_WhenAPeerIsSoughtDirectly()
    {
        Assert.False(Is(0));
        _pair.Learn(100, Direct);

        Assert.False(Is(399));
        Assert.True(Is(400));
        Assert.True(LentPathNeed.Is(_pair.State, isHeld: false, TimeSpan.Zero, TimeSpan.FromMilliseconds(100)));
        Assert.Equal(TimeSpan.FromMilliseconds(400), LentPathNeed.ChangesAt(_pair.State, isHeld: false, LentPathNeed.Patience, TimeSpan.FromMilliseconds(399)));
    }

    [Fact]
    public void Is_EndsAMinuteAfterADirectPathCameIntoUse()
    {
        _pair.Connect(Direct);

        Assert.False(Is(1000));
        Assert.True(Is(60_000, isHeld: true));
        Assert.False(Is(60_011, isHeld: true));
        Assert.Null(LentPathNeed.ChangesAt(_pair.State, isHeld: false, LentPathNeed.Patience, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void ChangesAt_IsNeverOver_WhenThePathIsHeldForAnotherReason()
    {
        _pair.Connect(Direct);

        Assert.NotNull(LentPathNeed.ChangesAt(_pair.State, isHeld: true, LentPathNeed.Patience, TimeSpan.FromSeconds(59)));
        Assert.Null(LentPathNeed.ChangesAt(_pair.State, isHeld: true, LentPathNeed.Patience, TimeSpan.FromSeconds(61)));
    }

    [Fact]
    public void Is_BeginsAnew_WhenTheDirectPathIsLost()
    {
        _pair.Connect(Direct);
        _pair.RunUntil(CheckListTimers.Consent + (10 * CheckListTimers.ConsentRetry));
        var lost = _pair.State.WithoutDirectSince!.Value.TotalMilliseconds;

        Assert.Null(_pair.State.DirectSince);
        Assert.False(Is(lost + 299));
        Assert.True(Is(lost + 300));
        Assert.True(Is(lost, isHeld: true));
    }

    [Fact]
    public void Is_TrueFromTheStart_WhenTheOnlyPathIsLent()
    {
        var lent = IPEndPoint.Parse("192.0.2.9:30001");
        var check = _pair.At(0, new CheckListEvent.CandidateOffered(new RemoteCandidate(lent, RemoteCandidateKind.Turn))).OfType<CheckListEffect.SendCheck>().Single();
        _pair.At(20, new CheckListEvent.CheckAnswered(lent, check.Id));

        Assert.True(_pair.State.IsRelayed);
        Assert.True(Is(3_600_000, isHeld: true));
    }

    [Theory]
    [InlineData("192.0.2.1:51820", 300)]
    [InlineData("[2001:db8::1]:51820", 0)]
    public void PatienceFor_IsZero_WhereThereIsNoFamilyInCommon(string own, int milliseconds)
    {
        _pair.Learn(100, Direct);

        Assert.Equal(
            TimeSpan.FromMilliseconds(milliseconds),
            LentPathNeed.PatienceFor(_pair.State, [new RemoteCandidate(IPEndPoint.Parse(own), RemoteCandidateKind.Host)]));
        Assert.Equal(LentPathNeed.Patience, LentPathNeed.PatienceFor(_pair.State, []));
    }

    [Theory]
    [InlineData(1, 300)]
    [InlineData(4, 1200)]
    [InlineData(16, 3000)]
    public void PatienceFor_GrowsWhereTheNodeIsShortOfTime(double strain, int milliseconds)
    {
        _pair.Learn(100, Direct);

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), LentPathNeed.PatienceFor(_pair.State, [], strain));
        Assert.Equal(TimeSpan.Zero, LentPathNeed.PatienceFor(_pair.State, [new RemoteCandidate(IPEndPoint.Parse("[2001:db8::1]:51820"), RemoteCandidateKind.Host)], strain));
    }

    private bool Is(double milliseconds, bool isHeld = false) => LentPathNeed.Is(_pair.State, isHeld, LentPathNeed.Patience, TimeSpan.FromMilliseconds(milliseconds));
}
