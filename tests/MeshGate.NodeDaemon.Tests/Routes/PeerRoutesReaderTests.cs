using System.Collections.Immutable;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Routes;

namespace MeshGate.NodeDaemon.Tests.Routes;

public sealed class PeerRoutesReaderTests
{
    private const string Key = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private const string Other = "AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private readonly ImmutableArray<string>.Builder _problems = ImmutableArray.CreateBuilder<string>();

    [Fact]
    public void Read_OrdersPathsAsTold_AndAsksTheFirstOfTwoRelays()
    {
        PeerRoute route = Assert.Single(Read(Order())).Value;

        Assert.Equal(["one", "one+two", "Direct", "two", "Turn"], route.Order.Names);
        Assert.Equal([("one", "one"), ("one", "one+two"), ("two", "two")], route.Relays.Select(relay => (relay.Name, relay.Path)));
        Assert.Equal(Other, route.Relays[1].Chain!.Next.ToString());
        Assert.Equal(("b", "r", 7), (route.Peer, route.Name, route.Priority));
        Assert.Empty(_problems);
    }

    [Fact]
    public void Read_PutsFirstWhereAPersonMovedIt_AndReportsInTheRoutesOwnOrder()
    {
        PeerRoute route = Read(Order() with { To = "two" })["b"];

        Assert.Equal(["two", "one", "one+two", "Direct", "Turn"], route.Order.Names);
        Assert.Equal(["two", "one", "one+two"], route.Relays.Select(relay => relay.Path));
        Assert.Equal("one", route.Paths[0]);
    }

    [Fact]
    public void Read_TakesNoPathThatTheRouteDoesNotHave() => Assert.Equal("one", Read(Order() with { To = "three" })["b"].Order.Names[0]);

    [Fact]
    public void Read_SaysWhatItCannotUse()
    {
        ImmutableSortedDictionary<string, PeerRoute> routes = Read(Order() with { Keys = new Dictionary<string, string> { ["one"] = "no key" } }, Order());

        Assert.Empty(routes["b"].Relays);
        Assert.Equal(4, _problems.Count);
        Assert.Contains(_problems, problem => problem.Contains("'two' has no key", StringComparison.Ordinal));
        Assert.Contains(_problems, problem => problem.Contains("another route to b", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("one+one")]
    [InlineData("one+two+one")]
    [InlineData("one+two+three")]
    public void Read_Refuses_MoreThanTwoRelays_OrOneTwice(string path)
    {
        Assert.Empty(Read(Order() with { Paths = [path] })["b"].Relays);

        Assert.Contains("is not one relay, or two that differ", Assert.Single(_problems), StringComparison.Ordinal);
    }

    private ImmutableSortedDictionary<string, PeerRoute> Read(params RouteOrder[] orders) => PeerRoutesReader.Read(orders, _problems);

    private static RouteOrder Order() => new()
    {
        Peer = "b",
        Route = "r",
        Priority = 7,
        Paths = ["one", "one+two", "Direct", "two", "Turn"],
        Keys = new Dictionary<string, string> { ["one"] = Key, ["two"] = Other },
    };
}
