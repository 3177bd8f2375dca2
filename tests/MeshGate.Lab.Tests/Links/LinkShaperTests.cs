using MeshGate.Lab.Links;

namespace MeshGate.Lab.Tests.Links;

/// <summary>When packets come out of a link, by a clock and a source of randomness that the test has in its hand.</summary>
public sealed class LinkShaperTests
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(1);

    [Fact]
    public void Admit_HoldsBackByTheDelay_WhenThereIsNothingElse()
    {
        var shaper = Shaper(new LinkSpec { Delay = Ms(45) });
        Assert.Equal(LinkVerdict.Deliver, shaper.Admit(Start, 1500, out var arrival));
        Assert.Equal(Start + Ms(45), arrival);
    }

    [Fact]
    public void Admit_LetsPacketsTakeTheLineOneAfterTheOther_WhenThereIsARate()
    {
        // 1,250 bytes at 10 Mbit/s take a millisecond.
        var shaper = Shaper(new LinkSpec { Delay = Ms(10), Rate = 10_000_000 });
        for (var i = 1; i <= 3; i++)
        {
            Assert.Equal(LinkVerdict.Deliver, shaper.Admit(Start, 1250, out var arrival));
            Assert.Equal(Start + Ms(10 + i), arrival);
        }

        Assert.Equal(LinkVerdict.Deliver, shaper.Admit(Start + Ms(50), 1250, out var later));
        Assert.Equal(Start + Ms(61), later);
    }

    [Fact]
    public void Admit_RefusesWhatWouldWaitTooLong()
    {
        var shaper = Shaper(new LinkSpec { Rate = 10_000_000 });
        var verdicts = Enumerable.Range(0, 150).Select(_ => shaper.Admit(Start, 1250, out var _)).ToArray();
        Assert.Equal(101, verdicts.Count(v => v == LinkVerdict.Deliver));
        Assert.Equal(LinkVerdict.Refuse, verdicts[^1]);
        Assert.Equal(LinkVerdict.Deliver, shaper.Admit(Start + Ms(2), 1250, out var _));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 3)]
    [InlineData(100, 100)]
    public void Admit_LosesItsShare(double percent, double expected)
    {
        var shaper = Shaper(new LinkSpec { Loss = percent });
        var lost = Enumerable.Range(0, 100_000).Count(i => shaper.Admit(Start + Ms(i), 100, out var _) == LinkVerdict.Lose);

        // The standard deviation of 3 % is 0.054 %.
        Assert.InRange(lost / 1000.0, expected - 0.3, expected + 0.3);
    }

    [Fact]
    public void Admit_KeepsOrderAndVariesTheDelay_WhenThereIsJitter()
    {
        var shaper = Shaper(new LinkSpec { Delay = Ms(40), Jitter = Ms(30) });
        var last = TimeSpan.Zero;
        var delays = new List<double>();
        for (var i = 0; i < 50_000; i++)
        {
            var now = Start + Ms(i);
            shaper.Admit(now, 100, out var arrival);
            Assert.True(arrival >= last);
            delays.Add((arrival - now).TotalMilliseconds);
            last = arrival;
        }

        // Uniform values and straight lines between them: a standard deviation of √2/3 of the jitter.
        Assert.All(delays, d => Assert.InRange(d, 10, 70));
        Assert.InRange(delays.Average(), 38, 42);
        Assert.InRange(Deviation(delays), 13, 15.5);
    }

    [Fact]
    public void Admit_DrawsForEachPacket_WhenPacketsMayOvertake()
    {
        var shaper = Shaper(new LinkSpec { Delay = Ms(40), Jitter = Ms(30), Reorder = true });
        var delays = new List<double>();
        for (var i = 0; i < 20_000; i++)
        {
            shaper.Admit(Start + Ms(i), 100, out var arrival);
            delays.Add((arrival - Start - Ms(i)).TotalMilliseconds);
        }

        // Uniform: a standard deviation of 1/√3 of the jitter.
        Assert.All(delays, d => Assert.InRange(d, 10, 70));
        Assert.InRange(Deviation(delays), 17, 17.7);
        Assert.Contains(delays.Zip(delays.Skip(1)), d => d.Second + 1 < d.First);
    }

    [Fact]
    public void Apply_LetsNothingOvertakeWhatIsOnTheWay()
    {
        var shaper = Shaper(new LinkSpec { Delay = Ms(100) });
        shaper.Admit(Start, 100, out var first);
        shaper.Apply(new LinkSpec { Delay = Ms(10) });
        shaper.Admit(Start + Ms(1), 100, out var second);
        shaper.Admit(Start + Ms(200), 100, out var third);
        Assert.Equal((Start + Ms(100), Start + Ms(100), Start + Ms(210)), (first, second, third));
    }

    private static LinkShaper Shaper(LinkSpec spec)
    {
        var shaper = new LinkShaper(new Random(7));
        shaper.Apply(spec);
        return shaper;
    }

    private static double Deviation(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
