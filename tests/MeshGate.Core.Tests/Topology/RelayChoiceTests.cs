using System.Collections.Immutable;
using FsCheck.Xunit;
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

    private static IEnumerable<RelayChoice.Option> Options(int count) => Enumerable.Range(0, count).Select(Option);

    private static RelayChoice.Option Option(int number)
        => new(new PlanMember($"relay-{number}", $"key-{number}", []), new RelaySnapshot(40000, 40099) { IsReached = true }, IsOnline: true);
}
