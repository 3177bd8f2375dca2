using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Policy;

namespace MeshGate.Core.Tests.LoadBalancing;

public sealed class LoadBalancerTests
{
    private static readonly TimeSpan Now = Balancers.Start;

    public static TheoryData<LoadBalancingStrategy> Strategies => [.. Balancers.Strategies];

    [Theory]
    [InlineData(new[] { 5, 1, 1 }, "0010200")]
    [InlineData(new[] { 2, 2, 2 }, "0120120")]
    [InlineData(new[] { 400, 200, 200 }, "0120012")]
    [InlineData(new[] { 1, 0, 1 }, "0202020")]
    public void Select_IsSmoothAsNginx_WhenWeightedRoundRobin(int[] weights, string order)
        => Assert.Equal(order, Order(Balancers.Of(LoadBalancingStrategy.WeightedRoundRobin, weights), order.Length));

    [Fact]
    public void Select_TakesTurns_WhenRoundRobin_WhateverTheWeights()
        => Assert.Equal("0123012", Order(Balancers.Of(LoadBalancingStrategy.RoundRobin, 5, 900, 1, 7), 7));

    [Fact]
    public void Select_TakesTheFirstThatIsUp_WhenBalancingIsOff()
    {
        LoadBalancer balancer = Balancers.Of(Balancers.Roomy with { Enabled = false, CircuitBreakerThreshold = 1 }, 1, 1, 1);
        Assert.Equal("000", Order(balancer, 3));
        balancer.Failed(balancer.At(0), Now);
        Assert.Equal("111", Order(balancer, 3));
    }

    [Fact]
    public void Select_TakesTheFewestForItsWeight_WhenLeastConnections()
    {
        LoadBalancer balancer = Balancers.Of(LoadBalancingStrategy.LeastConnections, 100, 300);
        Assert.Equal([100, 300], Balancers.Spread(balancer, 400));
        for (int i = 0; i < 50; i++)
        {
            balancer.Release(balancer.At(0));
        }

        Assert.Equal("0000", Order(balancer, 4));
    }

    [Fact]
    public void Select_DoesNotCrowdAtOneTarget_WhereLoadsDifferByLessThanAThousandth()
    {
        const int Count = 1000;
        const int Looks = 20;
        LoadBalancer balancer = Balancers.Of(LoadBalancingStrategy.LeastConnections, [.. Enumerable.Range(0, Count).Select(i => 501 + (i % 500))]);
        Balancers.Spread(balancer, 50 * Count);
        int chosen = 0;
        for (int look = 0; look < Looks; look++)
        {
            Balancers.Spread(balancer, 37);
            chosen += Enumerable.Range(0, 50).Select(number => Once(balancer, Now, number)).Distinct().Count();
        }

        Assert.True(chosen > 5 * Looks, $"{chosen} targets");
    }

    [Fact]
    public void Select_TakesTheFastest_WhenLeastLatency_AndTriesTheOthersAgainLater()
    {
        LoadBalancer balancer = Balancers.Of(LoadBalancingStrategy.LeastLatency, 100, 100, 100);
        foreach ((int index, int milliseconds) in ((int, int)[])[(0, 80), (1, 20), (2, 40)])
        {
            balancer.Succeeded(balancer.At(index), TimeSpan.FromMilliseconds(milliseconds), Now);
        }

        LiveTarget first = balancer.Select(0, 0, Now)!;
        Assert.Equal("target1", first.Name);
        balancer.Release(first);

        // A peak counts at once; then what was slow before is tried again once its estimate has decayed below it.
        balancer.Succeeded(first, TimeSpan.FromMilliseconds(50), Now);
        Assert.Equal("target2", Once(balancer, Now));
        TimeSpan later = Now + TimeSpan.FromSeconds(7);
        balancer.Succeeded(balancer.At(1), TimeSpan.FromMilliseconds(50), later);
        balancer.Succeeded(balancer.At(2), TimeSpan.FromMilliseconds(60), later);
        Assert.Equal("target0", Once(balancer, later));
    }

    [Fact]
    public void Select_SpreadsOverTheUnknown_WhenLeastLatency()
        => Assert.All(Balancers.Spread(Balancers.Of(LoadBalancingStrategy.LeastLatency, 1, 1, 1, 1), 40), count => Assert.Equal(10, count));

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Select_LeavesOutTheUnhealthy_ButNeverAll(LoadBalancingStrategy strategy)
    {
        LoadBalancer balancer = Balancers.Of(strategy, 100, 100, 100, 100);
        balancer.SetHealth(balancer.At(1), false);
        balancer.SetHealth(balancer.At(3), false);
        int[] spread = Balancers.Spread(balancer, 200);
        Assert.Equal((0, 0), (spread[1], spread[3]));
        Assert.True(spread[0] > 0 && spread[2] > 0);
        balancer.SetHealth(balancer.At(0), false);
        balancer.SetHealth(balancer.At(2), false);
        Assert.All(Balancers.Spread(balancer, 4000), count => Assert.True(count > 200));
        balancer.SetHealth(balancer.At(1), true);
        int before = balancer.At(1).Connections;
        Balancers.Spread(balancer, 50);
        Assert.Equal(before + 50, balancer.At(1).Connections);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Select_OpensTheBreaker_AfterFailuresInARow_AndLetsOneTrialThrough(LoadBalancingStrategy strategy)
    {
        LoadBalancer balancer = Balancers.Of(Balancers.Roomy with { Strategy = strategy, CircuitBreakerThreshold = 3, HealthCheckInterval = TimeSpan.FromSeconds(30) }, 100, 100);
        LiveTarget ill = balancer.At(0);
        balancer.Failed(ill, Now);
        balancer.Failed(ill, Now);
        balancer.Succeeded(ill, TimeSpan.FromMilliseconds(5), Now);
        balancer.Failed(ill, Now);
        balancer.Failed(ill, Now);
        Assert.Equal(BreakerPhase.Closed, ill.Breaker);
        balancer.Failed(ill, Now);
        Assert.Equal(BreakerPhase.Open, ill.Breaker);
        Assert.All(Enumerable.Range(0, 20), i => Assert.Equal("target1", Once(balancer, Now + TimeSpan.FromSeconds(i), i)));

        TimeSpan due = Now + TimeSpan.FromSeconds(30);
        Assert.Equal("target0", Once(balancer, due));
        Assert.Equal(BreakerPhase.HalfOpen, ill.Breaker);
        Assert.Equal("target1", Once(balancer, due));
        balancer.Failed(ill, due);
        Assert.Equal("target1", Once(balancer, due + TimeSpan.FromSeconds(29)));
        Assert.Equal("target0", Once(balancer, due + TimeSpan.FromSeconds(30)));
        balancer.Succeeded(ill, TimeSpan.FromMilliseconds(5), due + TimeSpan.FromSeconds(31));
        Assert.Equal(BreakerPhase.Closed, ill.Breaker);
        int before = ill.Connections;
        Balancers.Spread(balancer, 400);
        Assert.True(ill.Connections > before);
    }

    [Fact]
    public void Failed_ChangesNothing_WhenBreakersAreOff()
    {
        LoadBalancer balancer = Balancers.Of(Balancers.Roomy with { CircuitBreaker = false, CircuitBreakerThreshold = 1 }, 1, 1);
        balancer.Failed(balancer.At(0), Now);
        Assert.Equal("0101", Order(balancer, 4));
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Select_GivesNobodyMoreThanItsLimit_AndNothingWhenAllAreFull(LoadBalancingStrategy strategy)
    {
        LoadBalancer balancer = Balancers.Of(new LoadBalancerBlock { Strategy = strategy, MaxConnectionsPerNode = 7 }, 1000, 1, 100);
        Assert.All(Balancers.Spread(balancer, 21), count => Assert.Equal(7, count));
        Assert.Null(balancer.Select(1, 1, Now));
        balancer.Release(balancer.At(1));
        Assert.Equal("target1", Once(balancer, Now));
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Select_StaysWithATarget_UntilTheClientWasIdleForTooLong(LoadBalancingStrategy strategy)
    {
        LoadBalancer balancer = Balancers.Of(Balancers.Roomy with { Strategy = strategy, StickySessions = true, StickyTimeout = TimeSpan.FromSeconds(60) }, [.. Enumerable.Repeat(100, 40)]);
        string first = Once(balancer, Now);
        for (int i = 1; i < 30; i++)
        {
            Once(balancer, Now + TimeSpan.FromSeconds(i), i);
            Assert.Equal(first, Once(balancer, Now + TimeSpan.FromSeconds(50 * i)));
        }

        balancer.SetHealth(balancer.Targets.Single(target => target.Name == first), false);
        string second = Once(balancer, Now + TimeSpan.FromSeconds(1500));
        Assert.NotEqual(first, second);
        balancer.SetHealth(balancer.Targets.Single(target => target.Name == first), true);
        Assert.Equal(second, Once(balancer, Now + TimeSpan.FromSeconds(1501)));
    }

    [Fact]
    public void SetTargets_KeepsWhatIsKnown()
    {
        LoadBalancer balancer = Balancers.Of(LoadBalancingStrategy.LeastConnections, 100, 100);
        Balancers.Spread(balancer, 10);
        LiveTarget gone = balancer.At(0);
        balancer.SetTargets([new("target1"), new("new")]);
        Assert.Equal([("target1", 5), ("new", 0)], balancer.Targets.Select(target => (target.Name, target.Connections)));
        balancer.Release(gone);
        Assert.Equal("00000", new string('0', 5 - Balancers.Spread(balancer, 5)[0] + 5));
        Assert.Throws<ArgumentException>(() => balancer.SetTargets([new("a"), new("a")]));
        Assert.Throws<ArgumentException>(() => balancer.SetTargets([new("a", 1001)]));
    }

    [Fact]
    public void Release_Throws_WhenNothingIsInUse()
    {
        LoadBalancer balancer = Balancers.Of(LoadBalancingStrategy.RoundRobin, 1);
        Assert.Throws<InvalidOperationException>(() => balancer.Release(balancer.At(0)));
        Assert.Equal(0, balancer.At(0).Connections);
    }

    [Fact]
    public void Select_IsNull_WhenThereIsNoTarget() => Assert.Null(Balancers.Of(LoadBalancingStrategy.Random).Select(1, 2, Now));

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Select_AllocatesNothing(LoadBalancingStrategy strategy)
    {
        LoadBalancer balancer = Balancers.Of(Balancers.Roomy with { Strategy = strategy, StickySessions = true }, [.. Enumerable.Range(1, 1000)]);
        Cycle(balancer, 2000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Cycle(balancer, 2000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public async Task Select_CountsRight_WhenManySelectAtOnce(LoadBalancingStrategy strategy)
    {
        LoadBalancer balancer = Balancers.Of(new LoadBalancerBlock { Strategy = strategy, MaxConnectionsPerNode = 20, CircuitBreakerThreshold = 1, HealthCheckInterval = TimeSpan.FromSeconds(1) }, [.. Enumerable.Repeat(100, 8)]);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(worker => Task.Run(() => Work(balancer, worker), TestContext.Current.CancellationToken)));
        Assert.All(balancer.Targets, target => Assert.Equal(0, target.Connections));
        foreach (LiveTarget target in balancer.Targets)
        {
            balancer.Succeeded(target, TimeSpan.FromMilliseconds(3), Now);
        }

        Assert.All(Balancers.Spread(balancer, 160), count => Assert.Equal(20, count));
    }

    private static void Work(LoadBalancer balancer, int worker)
    {
        for (int i = 0; i < 5000; i++)
        {
            TimeSpan now = Now + TimeSpan.FromMilliseconds(i);
            LiveTarget? target = balancer.Select((ulong)i, Balancers.Draw(i % 100), now);
            Assert.InRange(target?.Connections ?? 0, 0, 20 + 16);
            if (target is null)
            {
                continue;
            }

            if ((i + worker) % 50 == 0)
            {
                balancer.Failed(target, now);
            }
            else
            {
                balancer.Succeeded(target, TimeSpan.FromMilliseconds(1 + (i % 7)), now);
            }

            balancer.Release(target);
        }
    }

    private static void Cycle(LoadBalancer balancer, int times)
    {
        for (int i = 0; i < times; i++)
        {
            balancer.Release(balancer.Select((ulong)i * 77, (ulong)i * 0x9e3779b97f4a7c15, Now)!);
        }
    }

    private static string Order(LoadBalancer balancer, int selections)
        => string.Concat(Enumerable.Range(0, selections).Select(i => balancer.Select(0, Balancers.Draw(i), Now)!.Name["target".Length..]));

    private static string Once(LoadBalancer balancer, TimeSpan now, int client = 0)
    {
        LiveTarget target = balancer.Select((ulong)client, Balancers.Draw(client), now)!;
        balancer.Release(target);
        return target.Name;
    }
}
