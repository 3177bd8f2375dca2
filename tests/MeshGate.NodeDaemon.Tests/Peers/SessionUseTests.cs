using MeshGate.NodeDaemon.Peers;

namespace MeshGate.NodeDaemon.Tests.Peers;

public sealed class SessionUseTests
{
    private const long Hello = 96;
    private readonly SessionUse _use = new();

    [Fact]
    public void Traffic_KeepsTheSessionInUse_ForTenSeconds()
    {
        Assert.False(_use.Take(5000, 0, false, Seconds(0)));
        Assert.True(_use.Take(5260, 0, false, Seconds(1)));
        Assert.True(_use.Take(5260, 0, false, Seconds(10.9)));
        Assert.False(_use.Take(5260, 0, false, Seconds(11)));
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
