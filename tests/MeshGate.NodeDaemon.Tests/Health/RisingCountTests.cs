using MeshGate.NodeDaemon.Health;

namespace MeshGate.NodeDaemon.Tests.Health;

public sealed class RisingCountTests
{
    private readonly RisingCount _count = new(250);

    [Fact]
    public void First_IsNoRise() => Assert.False(_count.Take(1_000_000));

    [Fact]
    public void Growth_IsARise_AlsoWhenItComesInSmallSteps()
    {
        _ = _count.Take(0);

        Assert.Equal([false, false, true, false, false, true], new long[] { 100, 200, 300, 400, 500, 600 }.Select(difference => _count.Take(difference)));
    }

    [Fact]
    public void WhatOneCounterHasNotReadYet_IsNoRiseTheSecondTime()
    {
        _ = _count.Take(0);

        Assert.Equal([true, false, false, false, false], new long[] { 300, 0, 300, 0, 300 }.Select(difference => _count.Take(difference)));
    }

    [Fact]
    public void WhatIsUnderWay_IsNoRise_UnlessItGoesOnGrowing()
    {
        _ = _count.Take(0);

        Assert.Equal([false, false, false, true], new long[] { 1000, 200, 1100, 1300 }.Select(difference => _count.Take(difference, underWay: 1000)));
    }

    [Fact]
    public void LittleGrowth_IsForgotten_WhenItStandsStill()
    {
        _ = _count.Take(0);

        // A hello that one counter has for a moment more, upon what handshakes once left behind.
        Assert.All([192, 192, 192, 192, 288, 192, 288, 384], (long difference) => Assert.False(_count.Take(difference)));
        Assert.True(_count.Take(500));
    }

    [Fact]
    public void ADipForAMoment_ChangesNothing()
    {
        _ = _count.Take(1000);

        Assert.Equal([false, false, true], new long[] { 400, 1000, 1300 }.Select(difference => _count.Take(difference)));
    }

    [Fact]
    public void AfterALastingFall_GrowthCountsFromThere()
    {
        _ = _count.Take(1000);
        foreach (var fallen in Enumerable.Repeat(0L, 4))
        {
            Assert.False(_count.Take(fallen));
        }

        Assert.True(_count.Take(300));
    }
}
