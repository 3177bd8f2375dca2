using MeshGate.Core.Failover;
using MeshGate.Core.Policy;
using MeshGate.Core.Tests.Failover.Simulation;

namespace MeshGate.Core.Tests.Failover;

public sealed class FailoverSimulationTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(4);

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Pair_IsOnTheNextPathWithinHalfASecond_WhenThePathIsCut(bool there, bool back)
    {
        var gaps = new List<double>();
        for (int seed = 0; seed < 1000; seed++)
        {
            var pair = new SimPair(seed);
            pair.Run(Settled + TimeSpan.FromMilliseconds(seed % 100));
            TimeSpan cutAt = pair.Clock.Now;
            pair.Paths[0].Cut(there, back);
            pair.Run(TimeSpan.FromSeconds(3));

            gaps.Add(pair.LongestGap(cutAt).TotalMilliseconds);
            Assert.Equal((1, 1), (pair.A.Endpoint, pair.B.Endpoint));
            Assert.Equal((FailoverPhase.FailedOver, FailoverPhase.FailedOver), (pair.A.State.Phase, pair.B.State.Phase));
        }

        Hold(gaps, 500, 700);
    }

    [Fact]
    public void Pair_StaysOnItsPath_AtThreePercentLossWithJitter()
    {
        for (int seed = 0; seed < 150; seed++)
        {
            var pair = new SimPair(seed, hasStream: false);
            pair.Paths[0].Jitter = TimeSpan.FromMilliseconds(30);
            (pair.Paths[0].Loss[0], pair.Paths[0].Loss[1]) = (0.03, 0.03);
            pair.Run(TimeSpan.FromMinutes(10));

            Assert.True(pair.A.Switches + pair.B.Switches == 0, $"seed {seed}: {pair.A.Switches} and {pair.B.Switches} switches");
        }
    }

    [Fact]
    public void Pair_MovesRarelyAndEndsOnTheStablePath_WhenALinkFlaps()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            var pair = new SimPair(seed, hasStream: false);
            pair.Run(Settled);
            for (int i = 0; i < 75; i++)
            {
                pair.Paths[0].Cut(true, true);
                pair.Run(TimeSpan.FromSeconds(2));
                pair.Paths[0].Cut(false, false);
                pair.Run(TimeSpan.FromSeconds(2));
            }

            Assert.True(pair.A.Switches <= 6 && pair.B.Switches <= 6, $"seed {seed}: {pair.A.Switches} and {pair.B.Switches} switches");
            Assert.Equal((1, 1), (pair.A.Endpoint, pair.B.Endpoint));
        }
    }

    [Fact]
    public void Pair_LeavesThePathWithinTwoSeconds_WhenItLosesMostPackets()
    {
        var times = new List<double>();
        for (int seed = 0; seed < 1000; seed++)
        {
            var pair = new SimPair(seed, hasStream: false);
            pair.Run(Settled);
            (pair.Paths[0].Loss[0], pair.Paths[0].Loss[1]) = (0.6, 0.6);
            TimeSpan from = pair.Clock.Now;
            while ((pair.A.Endpoint == 0 || pair.B.Endpoint == 0) && pair.Clock.Now - from < TimeSpan.FromSeconds(10))
            {
                pair.Run(TimeSpan.FromMilliseconds(10));
            }

            times.Add((pair.Clock.Now - from).TotalMilliseconds);
        }

        Hold(times, 2000, 4000);
    }

    [Fact]
    public void Pair_ReturnsWithoutAGap_AfterTheHoldDown()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var pair = new SimPair(seed);
            pair.Run(Settled);
            pair.Paths[0].Cut(true, true);
            pair.Run(TimeSpan.FromSeconds(3));
            pair.Paths[0].Cut(false, false);
            TimeSpan healedAt = pair.Clock.Now;
            pair.Run(FailoverTimers.ShortestHoldDown);
            Assert.Equal((1, 1), (pair.A.Endpoint, pair.B.Endpoint));
            pair.Run(TimeSpan.FromSeconds(5));

            Assert.Equal((0, 0), (pair.A.Endpoint, pair.B.Endpoint));
            Assert.Equal((FailoverPhase.Active, FailoverPhase.Active), (pair.A.State.Phase, pair.B.State.Phase));
            Assert.InRange(pair.LongestGap(healedAt).TotalMilliseconds, 0, 100);
        }
    }

    [Fact]
    public void Pair_GoesOnToTheThirdPath_WhenTheRelayIsDeadToo()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var pair = new SimPair(seed);
            pair.Run(Settled);
            pair.Paths[1].Cut(true, true);
            pair.Paths[0].Cut(true, true);
            pair.Run(TimeSpan.FromSeconds(3));

            Assert.Equal((2, 2), (pair.A.Endpoint, pair.B.Endpoint));
        }
    }

    [Fact]
    public void Pair_StaysWhereItIs_WhenNothingAnswers()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            var pair = new SimPair(seed);
            pair.Run(Settled);
            foreach (SimPath path in pair.Paths)
            {
                path.Cut(true, true);
            }

            pair.Run(TimeSpan.FromSeconds(30));
            Assert.Equal((0, 0, 0, 0), (pair.A.Endpoint, pair.B.Endpoint, pair.A.Switches, pair.B.Switches));
            Assert.Equal(FailoverPhase.Failed, pair.A.State.Phase);

            pair.Paths[0].Cut(false, false);
            pair.Run(TimeSpan.FromSeconds(3));
            Assert.Equal((FailoverPhase.Active, FailoverPhase.Active), (pair.A.State.Phase, pair.B.State.Phase));
        }
    }

    [Fact]
    public void Pair_StaysWhereItIs_WhenThePolicySaysSo()
    {
        var pair = new SimPair(1, new FailoverBlock { Enabled = false });
        pair.Run(Settled);
        pair.Paths[0].Cut(true, true);
        pair.Run(TimeSpan.FromSeconds(5));

        Assert.Equal((0, 0), (pair.A.Endpoint, pair.B.Endpoint));
    }

    private void Hold(List<double> times, double p95, double max)
    {
        times.Sort();
        output.WriteLine($"p50 {times[times.Count / 2]:0} ms, p95 {times[times.Count * 95 / 100]:0} ms, max {times[^1]:0} ms");
        Assert.InRange(times[times.Count * 95 / 100], 0, p95);
        Assert.InRange(times[^1], 0, max);
    }
}
