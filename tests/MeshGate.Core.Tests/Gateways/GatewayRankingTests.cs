using System.Collections.Immutable;
using FsCheck.Xunit;
using MeshGate.Core.Gateways;
using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Policy;

namespace MeshGate.Core.Tests.Gateways;

public sealed class GatewayRankingTests
{
    private static readonly ImmutableArray<GatewayOption> Three = [Gateway("gw1", 100), Gateway("gw2", 100), Gateway("gw3", 200)];

    public static TheoryData<LoadBalancingStrategy> Strategies => [.. Enum.GetValues<LoadBalancingStrategy>()];

    [Theory]
    [InlineData(100, 100, 100, 10, 10, 10)]
    [InlineData(100, 200, 300, 5, 10, 15)]
    [InlineData(50, 50, 1000, 1, 1, 28)]
    [InlineData(0, 100, 100, 0, 15, 15)]
    [InlineData(7, 11, 13, 7, 11, 13)]
    public void Rank_SpreadsByWeight_ToWithinOneClient_WhenWeightedRoundRobin(int one, int two, int three, int first, int second, int third)
    {
        int[] counts = Counts(Rank([Gateway("gw1", one), Gateway("gw2", two), Gateway("gw3", three)], Clients(30)));
        Assert.All(counts.Zip([first, second, third]), pair => Assert.InRange(pair.First, pair.Second - 1, pair.Second + 1));
        Assert.Equal(30, counts.Sum());
    }

    [Fact]
    public void Rank_SpreadsSecondChoices_OfTheClientsOfOneGateway()
    {
        var ranking = Rank(Three, Clients(40));
        Assert.Equal([10, 10, 20], Counts(ranking));
        Assert.All(ranking.Values, names => Assert.Equal(3, names.Length));
        Assert.Equal([10, 10], ranking.Values.Where(names => names[0] == "gw3").CountBy(names => names[1]).OrderBy(pair => pair.Key).Select(pair => pair.Value));
        Assert.Equal([3, 7], ranking.Values.Where(names => names[0] == "gw1").CountBy(names => names[1]).OrderBy(pair => pair.Key).Select(pair => pair.Value));
    }

    [Fact]
    public void Rank_MovesOnlyTheShareOfAGateway_WhenOneComesOrGoes()
    {
        var before = Rank(Three, Clients(40));
        var without = Rank(Three[..2], Clients(40, before));
        Assert.Equal([20, 20], Counts(without, 2));
        Assert.Equal(20, Moved(before, without));

        // The clients of the one that went take their second choice, as they have already.
        Assert.All(before.Where(item => item.Value[0] == "gw3"), item => Assert.Equal(item.Value[1], without[item.Key][0]));
        var again = Rank(Three, Clients(40, without));
        Assert.Equal([10, 10, 20], Counts(again));
        Assert.Equal(20, Moved(without, again));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Rank_PutsLast_WhatIsDrainedOrOffline(bool drain, bool isOnline)
    {
        var ranking = Rank([Three[0] with { Drain = drain, IsOnline = isOnline }, .. Three[1..]], Clients(30));
        Assert.All(ranking.Values, names => Assert.Equal("gw1", names[2]));
        Assert.Equal([0, 10, 20], Counts(ranking));
    }

    [Fact]
    public void Rank_UsesWhatIsSpare_WhenNothingElseIsLeft()
    {
        ImmutableArray<GatewayOption> spare = [.. Three.Select(gateway => gateway with { IsOnline = gateway.Name == "gw2", Drain = true })];
        Assert.All(Rank(spare, Clients(5)).Values, names => Assert.Equal("gw2", names[0]));
    }

    [Fact]
    public void Rank_StaysAsItWas_WhenAllAreOffline()
    {
        var before = Rank(Three, Clients(40));
        var after = Rank([.. Three.Select(gateway => gateway with { IsOnline = false })], Clients(40, before));
        Assert.All(before, item => Assert.Equal(item.Value, after[item.Key]));
    }

    [Fact]
    public void Rank_GivesNobodyMoreThanThePolicysLimit_WhileAnotherHasRoom()
    {
        LoadBalancerBlock settings = new() { Strategy = LoadBalancingStrategy.WeightedRoundRobin, MaxConnectionsPerNode = 12 };
        Assert.Equal([12, 12, 12], Counts(Rank([Gateway("gw1", 10), Gateway("gw2", 10), Gateway("gw3", 980)], Clients(36, settings: settings))));
        Assert.Equal(60, Counts(Rank(Three, Clients(60, settings: settings))).Sum());
    }

    [Fact]
    public void Rank_CountsClientsOfOtherRoutes_WhenLeastConnections()
        => Assert.Equal([4, 14, 12], Counts(Rank(Three, Clients(30, settings: Of(LoadBalancingStrategy.LeastConnections)), new() { ["gw1"] = 10, ["gw3"] = 2 })));

    [Fact]
    public void Rank_TakesTheNearest_WhenLeastLatency_AndMovesOnlyForAGain()
    {
        GatewayClient client = Clients(1, settings: Of(LoadBalancingStrategy.LeastLatency))[0] with { Measurements = [new("gw1", 50), new("gw2", 20), new("gw3", 90)] };
        var ranking = Rank(Three, [client]);
        Assert.Equal("gw2", ranking["client0"][0]);
        Assert.Equal("gw2", Rank(Three, [client with { Previous = ranking["client0"], Measurements = [new("gw1", 15), new("gw2", 20)] }])["client0"][0]);
        Assert.Equal("gw1", Rank(Three, [client with { Previous = ranking["client0"], Measurements = [new("gw1", 5), new("gw2", 20)] }])["client0"][0]);
    }

    [Fact]
    public void Rank_FollowsTheRoutesOrder_WhenBalancingIsOff()
        => Assert.All(Rank(Three, Clients(9, settings: new() { Enabled = false })).Values, names => Assert.Equal(["gw1", "gw2", "gw3"], names));

    [Fact]
    public void Rank_KeepsASticky_WhateverTheShares()
    {
        var before = Rank(Three, Clients(40));
        var after = Rank([.. Three, Gateway("gw4", 400)], Clients(40, before, Of(LoadBalancingStrategy.WeightedRoundRobin) with { StickySessions = true }));
        Assert.Equal(0, Moved(before, after));
    }

    [Fact]
    public void Rank_NamesOnlyGatewaysThatTheClientKnows()
    {
        GatewayClient client = Clients(1)[0] with { Reachable = ["gw2"] };
        Assert.Equal(["gw2"], Rank(Three, [client])["client0"]);
        Assert.Empty(Rank(Three, [client with { Reachable = [] }])["client0"]);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Rank_IsTheSame_WhateverTheOrder_AndStaysWhenNothingChanges(LoadBalancingStrategy strategy)
    {
        GatewayClient[] clients = Clients(37, settings: Of(strategy));
        var ranking = Rank(Three, clients);
        var again = Rank(Three, [.. clients.Reverse().Select(client => client with { Previous = ranking[client.Name] })]);
        Assert.All(ranking, item => Assert.Equal(item.Value, again[item.Key]));
    }

    [Property(MaxTest = 200)]
    public bool Rank_KeepsEveryQuota_AndMovesNoMoreThanItMust(byte count, byte[] drawn)
    {
        byte[] weights = [.. drawn.Take(8).Select(weight => (byte)Math.Max((int)weight, 1))];
        if (weights.Length < 2)
        {
            return true;
        }

        ImmutableArray<GatewayOption> gateways = [.. weights.Select((weight, i) => Gateway($"gw{i}", weight))];
        var before = Rank(gateways, Clients(count));
        var after = Rank(gateways[1..], Clients(count, before));
        int[] was = Counts(before, weights.Length);
        int[] now = [0, .. Enumerable.Range(1, weights.Length - 1).Select(i => after.Values.Count(names => names[0] == $"gw{i}"))];
        double sum = weights.Skip(1).Sum(weight => (double)weight);
        return Enumerable.Range(1, weights.Length - 1).All(i => Math.Abs(now[i] - (count * weights[i] / sum)) < 1)
            && Moved(before, after) <= was.Zip(now).Sum(pair => Math.Max(0, pair.First - pair.Second));
    }

    private static GatewayOption Gateway(string name, int weight) => new(name, weight, Drain: false, IsOnline: true);

    private static LoadBalancerBlock Of(LoadBalancingStrategy strategy) => new() { Strategy = strategy, MaxConnectionsPerNode = 10_000 };

    private static GatewayClient[] Clients(int count, ImmutableSortedDictionary<string, ImmutableArray<string>>? previous = null, LoadBalancerBlock? settings = null)
        =>
        [
            .. Enumerable.Range(0, count).Select(i => new GatewayClient($"client{i}", settings ?? Of(LoadBalancingStrategy.WeightedRoundRobin), ["gw0", "gw1", "gw2", "gw3", "gw4", "gw5", "gw6", "gw7"])
            {
                Previous = previous?[$"client{i}"] ?? [],
            }),
        ];

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> Rank(ImmutableArray<GatewayOption> gateways, GatewayClient[] clients, Dictionary<string, int>? taken = null)
        => GatewayRanking.Rank("office", gateways, clients, taken ?? []);

    private static int[] Counts(ImmutableSortedDictionary<string, ImmutableArray<string>> ranking, int gateways = 3)
    {
        int first = ranking.Values.Any(names => names.Contains("gw0")) ? 0 : 1;
        return [.. Enumerable.Range(first, gateways).Select(i => ranking.Values.Count(names => names[0] == $"gw{i}"))];
    }

    private static int Moved(ImmutableSortedDictionary<string, ImmutableArray<string>> before, ImmutableSortedDictionary<string, ImmutableArray<string>> after)
        => before.Count(item => item.Value[0] != after[item.Key][0]);
}
