using System.Collections.Immutable;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Relays;
using MeshGate.Traversal.Relays;

namespace MeshGate.NodeDaemon.Tests.Relays;

public sealed class RelayChainsReaderTests
{
    private static readonly ChainOrder Whole = new()
    {
        Route = "r",
        Near = "a",
        Far = "b",
        Relay = "two",
        Leads = true,
        Keys = new Dictionary<string, string> { ["a"] = Key('A'), ["b"] = Key('B'), ["two"] = Key('C'), ["again"] = Key('A') },
    };

    private readonly ImmutableArray<string>.Builder _problems = ImmutableArray.CreateBuilder<string>();

    [Fact]
    public void Read_TakesWhatIsWhole()
    {
        RelayChainRule rule = Assert.Single(Read(Whole));

        Assert.Equal(("a", "two", true), (rule.Near.Name, rule.Other.Name, rule.Leads));
        Assert.Equal(Key('B'), rule.Far.ToString());
        Assert.Empty(_problems);
    }

    [Fact]
    public void Read_Refuses_WhatLacksAKey_AndKeepsTheRest()
    {
        Assert.Single(Read(Whole with { Relay = "three" }, Whole));

        Assert.Contains("chains: r: an end or the other relay has no name or no key", Assert.Single(_problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", "a", "two")]
    [InlineData("a", "again", "two")]
    [InlineData("a", "b", "a")]
    [InlineData("a", "two", "two")]
    [InlineData("again", "b", "a")]
    public void Read_Refuses_WhatWouldComeBack(string near, string far, string relay)
    {
        Assert.Empty(Read(Whole with { Near = near, Far = far, Relay = relay }));

        Assert.Contains("packets would come back", Assert.Single(_problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Refuses_TheSameRow_InBothDirections()
    {
        Assert.Single(Read(Whole, Whole with { Near = "b", Far = "a" }));

        Assert.Contains("in both directions", Assert.Single(_problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TakesTheSamePair_ButOnce()
    {
        Assert.Single(Read(Whole, Whole with { Route = "s", Leads = false }));

        Assert.Empty(_problems);
    }

    private static string Key(char first) => $"{first}QAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private ImmutableArray<RelayChainRule> Read(params ChainOrder[] orders) => RelayChainsReader.Read(orders, _problems);
}
