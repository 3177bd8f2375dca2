using MeshGate.NodeDaemon.Peers;

namespace MeshGate.NodeDaemon.Tests.Peers;

public sealed class SessionUseTests
{
    private const long Hello = 96;
    private readonly SessionUse _use = new();

    [Fact]
    public void OnePacket_KeepsTheSessionInUse_ForThreeSeconds_AndIsABriefUse()
    {
        Assert.False(_use.Take(5000, 0, false, Seconds(100)));
        Assert.True(_use.Take(5260, 0, false, Seconds(101)));
        Assert.True(_use.IsBrief);
        Assert.True(_use.Take(5260, 0, false, Seconds(103.9)));
        Assert.True(_use.IsBrief);
        Assert.False(_use.Take(5260, 0, false, Seconds(104)));
        Assert.False(_use.IsBrief);
    }

    [Theory]
    [InlineData(1, 4, true)]
    [InlineData(2, 5, false)]
    [InlineData(6, 9, false)]
    [InlineData(7, 10, false)]
    [InlineData(60, 10, false)]
    public void Traffic_KeepsTheSessionInUse_ThreeSecondsLongerThanItLasted_TenAtMost(int lasted, int after, bool brief)
    {
        _use.Take(0, 0, false, Seconds(100));
        for (var second = 1; second <= lasted + 1; second++)
        {
            Assert.True(_use.Take(second * 1000, 0, false, Seconds(100 + second)));
        }

        var bytes = (lasted + 1) * 1000;
        Assert.Equal(brief, _use.IsBrief);
        Assert.True(_use.Take(bytes, 0, false, Seconds(100 + lasted + 1 + after - 0.1)));
        Assert.False(_use.Take(bytes, 0, false, Seconds(100 + lasted + 1 + after)));
    }

    [Fact]
    public void APacket_EverySixSeconds_KeepsTheSessionInUse_FromTheSecondOn()
    {
        _use.Take(0, 0, false, Seconds(100));
        Assert.True(_use.Take(1000, 0, false, Seconds(101)));
        Assert.False(_use.Take(1000, 0, false, Seconds(106)));
        for (var second = 107; second < 160; second++)
        {
            Assert.True(_use.Take((1 + ((second - 101) / 6)) * 1000, 0, false, Seconds(second)));
            Assert.False(_use.IsBrief);
        }
    }

    [Fact]
    public void APing_EachSecond_KeepsTheSessionInUse_BesideItsHellos()
    {
        for (var second = 0; second <= 60; second++)
        {
            Assert.Equal(second > 0, _use.Take(second * (256 + (20 * Hello)), second * 20 * Hello, false, Seconds(second)));
        }
    }

    [Fact]
    public void HellosThatWaitAtTheSocket_AreNoTraffic_OnAMachineThatIsLate()
    {
        // Two hellos in each second; none, or those of two seconds, lie at the socket.
        for (var second = 0; second <= 60; second++)
        {
            var waiting = second % 3 == 2 ? 0 : Math.Min(second, 2) * 2;
            Assert.False(_use.Take(second * 2 * Hello, ((second * 2) - waiting) * Hello, true, Seconds(second)));
        }
    }

    [Fact]
    public void Traffic_IsNoticed_AlsoOnAMachineThatIsLate()
    {
        var noticed = Enumerable.Range(0, 10).First(second => _use.Take(second * (256 + (2 * Hello)), second * 2 * Hello, true, Seconds(second)));
        Assert.Equal(2, noticed);
    }

    [Fact]
    public void Forgotten_IsNotInUse()
    {
        _use.Take(0, 0, false, Seconds(0));
        Assert.True(_use.Take(1000, 0, false, Seconds(1)));
        _use.Forget();
        Assert.False(_use.Take(1000, 0, false, Seconds(1.1)));
    }

    private static TimeSpan Seconds(double count) => TimeSpan.FromSeconds(count);
}
