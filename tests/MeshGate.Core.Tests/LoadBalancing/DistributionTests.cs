using MeshGate.Core.LoadBalancing;

namespace MeshGate.Core.Tests.LoadBalancing;

/// <summary>What is promised of large numbers: shares within 2 % of the weights, and few clients moved by a change.</summary>
public sealed class DistributionTests
{
    private const double Tolerance = 0.02;
    private const int Clients = 200_000;

    public static TheoryData<LoadBalancingStrategy, int> Cases => [.. Balancers.Strategies.SelectMany(strategy => ((int[])[3, 16, 100]).Select(count => (strategy, count)))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Select_SpreadsByWeight_WithinTwoPercent(LoadBalancingStrategy strategy, int count)
    {
        int[] weights = [.. Enumerable.Range(0, count).Select(i => strategy is LoadBalancingStrategy.RoundRobin or LoadBalancingStrategy.LeastLatency ? 100 : 50 * (1 + (i % 4)))];
        int[] spread = Balancers.Spread(Balancers.Of(strategy, weights), Clients);
        for (int i = 0; i < count; i++)
        {
            double wanted = (double)Clients * weights[i] / weights.Sum();

            // Hashed clients are drawn, so their numbers scatter by the square root besides.
            double scatter = strategy == LoadBalancingStrategy.ConsistentHash ? 4 * Math.Sqrt(wanted) : 0;
            Assert.InRange(spread[i], (wanted * (1 - Tolerance)) - scatter, (wanted * (1 + Tolerance)) + scatter);
        }
    }

    [Fact]
    public void Select_SpreadsByWeight_WhenWeightsHaveNoCommonDivisor_AndAreMany()
    {
        int[] weights = [.. Enumerable.Range(0, 1000).Select(i => 1 + (i * 7919 % 1000))];
        int[] spread = Balancers.Spread(Balancers.Of(LoadBalancingStrategy.WeightedRoundRobin, weights), weights.Sum());
        Assert.Equal(weights, spread);
    }

    [Fact]
    public void Select_IsSmooth_WhenWeightsAreMany()
    {
        int[] weights = [.. Enumerable.Range(0, 1000).Select(i => 1 + (i * 7919 % 1000))];
        LoadBalancer balancer = Balancers.Of(LoadBalancingStrategy.WeightedRoundRobin, weights);
        int[] spread = Balancers.Spread(balancer, weights.Sum() / 10);
        Assert.All(spread.Zip(weights), pair => Assert.InRange(pair.First - (pair.Second / 10.0), -10, 10));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(1000)]
    public void Select_MovesFewHashedClients_WhenATargetComesOrGoes(int count)
    {
        BalancedTarget[] targets = [.. Balancers.Targets([.. Enumerable.Repeat(100, count)])];
        LoadBalancer balancer = new(Balancers.Roomy with { Strategy = LoadBalancingStrategy.ConsistentHash }, targets, Balancers.Start);
        string[] before = Place(balancer);
        balancer.SetTargets([.. targets, new("one more")]);
        Assert.InRange(Moved(before, Place(balancer)), 0, (1.0 / (count + 1)) + 0.05);
        balancer.SetTargets(targets[1..]);
        Assert.InRange(Moved(before, Place(balancer)), 0, (1.0 / count) + 0.05);
    }

    [Fact]
    public void Select_MovesNoHashedClientOfAnother_WhenATargetIsIll_AndBringsBackItsOwn()
    {
        LoadBalancer balancer = Balancers.Of(LoadBalancingStrategy.ConsistentHash, [.. Enumerable.Repeat(100, 10)]);
        string[] before = Place(balancer);
        balancer.SetHealth(balancer.At(3), false);
        string[] during = Place(balancer);
        Assert.All(before.Zip(during), pair => Assert.True(pair.First == pair.Second || pair.First == "target3"));
        balancer.SetHealth(balancer.At(3), true);
        Assert.Equal(before, Place(balancer));
    }

    [Fact]
    public void Select_GivesNobodyMoreThanAQuarterAboveItsShare_WhenHashed()
    {
        LoadBalancer balancer = Balancers.Of(LoadBalancingStrategy.ConsistentHash, 100, 100, 200);
        for (int i = 0; i < 4000; i++)
        {
            // A single client, and so one place: without a bound all would go there.
            Assert.NotNull(balancer.Select(42, 0, Balancers.Start));
        }

        Assert.All(balancer.Targets, target => Assert.InRange(target.Connections, 0, (1.25 * 4000 * target.Weight / 400) + 1));
    }

    // One at a time, as clients that are few against what targets bear: the bound moves none.
    private static string[] Place(LoadBalancer balancer)
    {
        var places = new string[20_000];
        for (int i = 0; i < places.Length; i++)
        {
            LiveTarget target = balancer.Select((ulong)i * 0x2545f4914f6cdd1d, 0, Balancers.Start)!;
            places[i] = target.Name;
            balancer.Release(target);
        }

        return places;
    }

    private static double Moved(string[] before, string[] after) => before.Zip(after).Count(pair => pair.First != pair.Second) / (double)before.Length;
}
