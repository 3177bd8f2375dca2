using System.Collections.Immutable;
using FsCheck.Xunit;
using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Policy;
using MeshGate.Core.Topology;

namespace MeshGate.Core.Tests.Topology;

public sealed class RelayChoiceTests
{
    [Fact]
    public void For_GivesThreeRelays_NeverTheNodeItself()
    {
        ImmutableArray<PlanMember> chosen = RelayChoice.For("relay-1", NodePlace.Unknown, [.. Options(8)]);

        Assert.Equal(RelayChoice.PerNode, chosen.Length);
        Assert.DoesNotContain(chosen, relay => relay.Name == "relay-1");
    }

    [Theory]
    [InlineData(true, false, 100)]
    [InlineData(false, true, 100)]
    [InlineData(false, false, 0)]
    public void For_LeavesOut_DrainedUnreachedAndWeightlessRelays(bool drain, bool isUnreached, int weight)
    {
        RelayChoice.Option bad = Option(0) with { Relay = new RelaySnapshot(1, 2) { Drain = drain, IsReached = !isUnreached, Weight = weight } };

        Assert.Equal(["relay-1", "relay-2"], RelayChoice.For("node", NodePlace.Unknown, [bad, Option(1), Option(2)]).Select(relay => relay.Name).Order());
    }

    [Fact]
    public void For_PutsOfflineRelaysLast()
    {
        for (int i = 0; i < 20; i++)
        {
            ImmutableArray<PlanMember> chosen = RelayChoice.For($"node-{i}", NodePlace.Unknown, [Option(0) with { IsOnline = false }, Option(1), Option(2)]);
            Assert.Equal("relay-0", chosen[^1].Name);
        }
    }

    [Fact]
    public void For_PutsRelaysOfTheNodesRegionFirst_InZonesApart()
    {
        RelayChoice.Option At(int number, string region, string? zone) => Option(number) with { Place = new NodePlace(region, zone, null) };
        RelayChoice.Option[] options = [At(0, "eu", "a"), At(1, "us", null), At(2, "eu", "a"), At(3, "eu", "b"), At(4, "us", null)];
        for (int i = 0; i < 20; i++)
        {
            ImmutableArray<PlanMember> chosen = RelayChoice.For($"node-{i}", new NodePlace("eu", "c", null), options);
            Assert.Contains("relay-3", chosen.Take(2).Select(relay => relay.Name));
            Assert.All(chosen, relay => Assert.Contains(relay.Name, (string[])["relay-0", "relay-2", "relay-3"]));
            Assert.Equal(["relay-1", "relay-4"], RelayChoice.For($"node-{i}", new NodePlace("us", null, null), options).Take(2).Select(relay => relay.Name).Order());
        }
    }

    [Fact]
    public void For_GivesEachRelayItsShare()
    {
        RelayChoice.Option heavy = Option(0) with { Relay = new RelaySnapshot(1, 2) { IsReached = true, Weight = 300 } };
        int first = Enumerable.Range(0, 4000).Count(i => RelayChoice.For($"node-{i}", NodePlace.Unknown, [heavy, Option(1), Option(2), Option(3)])[0].Name == "relay-0");

        Assert.InRange(first, 1800, 2200);
    }

    /// <summary>One relay more moves only nodes that now have it, and each of those by one place.</summary>
    [Property(MaxTest = 200)]
    public void For_IsStable_WhenARelayComes(byte count, int seed)
    {
        RelayChoice.Option[] before = [.. Options(count % 12)];
        RelayChoice.Option more = Option(100);
        string node = $"node-{seed}";
        ImmutableArray<PlanMember> old = RelayChoice.For(node, NodePlace.Unknown, before);
        ImmutableArray<PlanMember> now = RelayChoice.For(node, NodePlace.Unknown, [more, .. before.Reverse()]);

        Assert.Equal(old.Take(now.Length - (now.Contains(more.Member) ? 1 : 0)), now.Where(relay => relay != more.Member));
    }

    [Fact]
    public void For_GivesTheHeaviestToEveryNode_WhereNothingIsBalanced()
    {
        RelayChoice.Option[] options = [Option(0), Weighing(1, 300), Option(2), Weighing(3, 200)];
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(["relay-1", "relay-3", "relay-0"], Names($"node-{i}", new LoadBalancerBlock { Enabled = false }, options));
        }
    }

    [Fact]
    public void For_SpreadsTheFirstAlone_WhereFailoverIsNotToBalance()
    {
        RelayChoice.Option[] options = [Option(0), Weighing(1, 300), Option(2), Weighing(3, 200)];
        string[][] chosen = [.. Enumerable.Range(0, 100).Select(i => Names($"node-{i}", new LoadBalancerBlock(), options, isSpread: false))];

        Assert.Equal(4, chosen.Select(names => names[0]).Distinct().Count());
        Assert.All(chosen, names => Assert.Equal(((string[])["relay-1", "relay-3", "relay-0", "relay-2"]).Where(name => name != names[0]).Take(2), names.Skip(1)));
    }

    [Fact]
    public void For_DrawsOtherRelays_ByRandom_InTheSameShares()
    {
        RelayChoice.Option[] options = [Weighing(0, 300), Option(1), Option(2), Option(3)];
        string[] nodes = [.. Enumerable.Range(0, 4000).Select(i => $"node-{i}")];
        string[] drawn = [.. nodes.Select(node => Names(node, new LoadBalancerBlock { Strategy = LoadBalancingStrategy.Random }, options)[0])];

        Assert.InRange(drawn.Count(name => name == "relay-0"), 1800, 2200);
        Assert.NotEqual(nodes.Select(node => Names(node, new LoadBalancerBlock { Strategy = LoadBalancingStrategy.ConsistentHash }, options)[0]), drawn);
    }

    [Fact]
    public void For_PrefersRelaysWithLessLoad_ByLeastConnections()
    {
        RelayChoice.Option[] options = [Option(0) with { LoadClass = 2 }, Option(1) with { LoadClass = 1 }, Option(2), Option(3)];
        for (int i = 0; i < 20; i++)
        {
            string[] names = Names($"node-{i}", new LoadBalancerBlock { Strategy = LoadBalancingStrategy.LeastConnections }, options);
            Assert.Equal(["relay-2", "relay-3"], names.Take(2).Order());
            Assert.Equal("relay-1", names[2]);
        }
    }

    [Fact]
    public void For_TakesTheNearest_ByLeastLatency_AndKeepsItUntilAnotherIsNearerByFar()
    {
        RelayChoice.Option[] options = [.. Options(4)];
        Assert.Equal(["relay-3", "relay-1", "relay-0"], Nearest([], (0, 80), (1, 40), (3, 20)));
        Assert.Equal(["relay-1", "relay-3", "relay-0"], Nearest(["relay-1", "relay-3"], (0, 80), (1, 30), (3, 20)));
        Assert.Equal("relay-3", Nearest(["relay-1", "relay-0"], (0, 80), (1, 90), (3, 20))[0]);
        Assert.Equal("relay-2", Nearest(["relay-2"], (0, 80), (3, 20))[0]);

        string[] Nearest(ImmutableArray<string> kept, params (int Relay, double Milliseconds)[] measured)
            => [.. RelayChoice.For(
                "node",
                new NodePreference(1, new LoadBalancerBlock { Strategy = LoadBalancingStrategy.LeastLatency }) { Kept = kept, Measurements = [.. measured.Select(one => new PeerMeasurement($"relay-{one.Relay}", one.Milliseconds))] },
                NodePlace.Unknown,
                options).Select(relay => relay.Name)];
    }

    [Fact]
    public void For_KeepsWhatANodeHas_WhereSessionsAreSticky_UnlessItTakesNoWork()
    {
        RelayChoice.Option[] options = [.. Options(12)];
        var preference = new NodePreference(1, new LoadBalancerBlock { StickySessions = true }) { Kept = ["relay-7", "relay-2", "relay-9"] };
        Assert.Equal(["relay-7", "relay-2", "relay-9"], RelayChoice.For("node", preference, NodePlace.Unknown, options).Select(relay => relay.Name));
        options[7] = options[7] with { Relay = options[7].Relay with { Drain = true } };
        Assert.Equal(["relay-2", "relay-9"], RelayChoice.For("node", preference, NodePlace.Unknown, options).Take(2).Select(relay => relay.Name));
    }

    private static string[] Names(string node, LoadBalancerBlock settings, IReadOnlyList<RelayChoice.Option> options, bool isSpread = true)
        => [.. RelayChoice.For(node, new NodePreference(Rendezvous.Hash(node), settings) { IsSpread = isSpread }, NodePlace.Unknown, options).Select(relay => relay.Name)];

    private static RelayChoice.Option Weighing(int number, int weight) => Option(number) with { Relay = new RelaySnapshot(40000, 40099) { IsReached = true, Weight = weight } };

    private static IEnumerable<RelayChoice.Option> Options(int count) => Enumerable.Range(0, count).Select(Option);

    private static RelayChoice.Option Option(int number)
        => new(new PlanMember($"relay-{number}", $"key-{number}", []), new RelaySnapshot(40000, 40099) { IsReached = true }, IsOnline: true);
}
