using System.Net;
using System.Net.Sockets;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Faults;
using MeshGate.Lab.Tests.Support;
using MeshGate.Lab.Traffic;

namespace MeshGate.Lab.Tests.Nat;

/// <summary>Measures each NAT of the lab in real namespaces, by the two behaviours of RFC 4787.</summary>
public sealed class NatModelTests
{
    private const int Port = 51820;

    [Theory]
    [InlineData("full-cone", true, true, true)]
    [InlineData("address-restricted", true, true, false)]
    [InlineData("port-restricted", true, false, false)]
    [InlineData("symmetric", false, false, false)]
    [InlineData("double", true, false, false)]
    [InlineData("[port-restricted, full-cone]", true, false, false)]
    [InlineData("[full-cone, address-restricted, full-cone]", true, true, false)]
    public async Task Nat_MapsAndFiltersAsNamed(string nat, bool oneMapping, bool otherPortPasses, bool otherAddressPasses)
    {
        await using var network = await BehindAsync(nat);
        using var inside = network.Probe("inside", Port);
        using var one = network.Probe("one", 7001);
        using var onesOther = network.Probe("one", 7002);
        using var two = network.Probe("two", 7001);

        inside.Send("first", one.LocalEndPoint);
        var mapping = one.Hear("first");
        Assert.NotNull(mapping);
        Assert.Equal(network.Plan.Sites["home"].Gateways[^1].WanAddress, mapping.Address);
        one.Send("answer", mapping);
        Assert.NotNull(inside.Hear("answer"));

        onesOther.Send("other port", mapping);
        Assert.Equal(otherPortPasses, inside.Hear("other port") is not null);
        two.Send("other address", mapping);
        Assert.Equal(otherAddressPasses, inside.Hear("other address") is not null);

        // Last, since sending opens the filter.
        inside.Send("second", onesOther.LocalEndPoint);
        inside.Send("third", two.LocalEndPoint);
        Assert.Equal(oneMapping, onesOther.Hear("second")!.Equals(mapping));
        Assert.Equal(oneMapping, two.Hear("third")!.Equals(mapping));
    }

    [Fact]
    public async Task UnexpectedPacket_DoesNotMoveTheMapping_WhenItComesFirst()
    {
        await using var network = await BehindAsync("port-restricted");
        using var inside = network.Probe("inside", Port);
        using var one = network.Probe("one", Port);
        var outside = new IPEndPoint(network.Plan.Sites["home"].Gateways[^1].WanAddress!, Port);

        one.Send("too early", outside);
        Assert.Null(inside.Hear("too early"));
        inside.Send("hello", one.LocalEndPoint);
        Assert.Equal(outside, one.Hear("hello"));
    }

    [Fact]
    public async Task UdpBlocked_PassesTcpOutOnly()
    {
        await using var network = await BehindAsync("udp-blocked");
        using var inside = network.Probe("inside", Port);
        using var one = network.Probe("one", 7001);
        inside.Send("hello", one.LocalEndPoint);
        Assert.Null(one.Hear("hello"));

        var transfer = await TcpTransfer.RunAsync(
            network.Namespace("inside"), network.Namespace("one"), network.Address("one"), 10_000, TimeProvider.System,
            TestContext.Current.CancellationToken);
        Assert.True(transfer.Intact, transfer.ToString());
    }

    [Fact]
    public async Task HttpsOnly_PassesTcpToPort443Only()
    {
        await using var network = await BehindAsync("https-only");
        using var inside = network.Probe("inside", Port);
        using var one = network.Probe("one", 7001);
        inside.Send("hello", one.LocalEndPoint);
        Assert.Null(one.Hear("hello"));
        Assert.True(await ConnectsAsync(network, 443));
        Assert.False(await ConnectsAsync(network, 3478));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Isolated_NeighboursMeetByTheHairpinAlone(bool hairpin)
    {
        await using var network = await TestNetwork.BuildAsync($$"""
            sites: { home: { nat: port-restricted, isolated: true, hairpin: {{(hairpin ? "true" : "false")}} } }
            machines: { inside: { site: home }, neighbour: { site: home }, one: }
            """);
        using var inside = network.Probe("inside", Port);
        using var neighbour = network.Probe("neighbour", 51821);
        using var one = network.Probe("one", 7001);
        inside.Send("hello", one.LocalEndPoint);
        neighbour.Send("hallo", one.LocalEndPoint);
        var mapping = one.Hear("hello");
        Assert.NotNull(mapping);
        Assert.NotNull(one.Hear("hallo"));

        neighbour.Send("next door", inside.LocalEndPoint);
        Assert.Null(inside.Hear("next door"));
        neighbour.Send("round the pin", mapping);
        Assert.Equal(hairpin, inside.Hear("round the pin") is not null);
    }

    [Theory]
    [InlineData("full-cone", true)]
    [InlineData("full-cone", false)]
    [InlineData("port-restricted", true)]
    public async Task Hairpin_ReachesANeighbourAtItsOutsideAddress_WhenSwitchedOn(string nat, bool hairpin)
    {
        await using var network = await TestNetwork.BuildAsync($$"""
            sites: { home: { nat: {{nat}}, hairpin: {{(hairpin ? "true" : "false")}} } }
            machines: { inside: { site: home }, neighbour: { site: home }, one: }
            """);
        using var inside = network.Probe("inside", Port);
        using var neighbour = network.Probe("neighbour", 51821);
        using var one = network.Probe("one", 7001);
        inside.Send("hello", one.LocalEndPoint);
        neighbour.Send("hallo", one.LocalEndPoint);
        var mapping = one.Hear("hello");
        Assert.NotNull(mapping);
        var others = one.Hear("hallo");

        neighbour.Send("round the pin", mapping);
        Assert.Equal(hairpin ? others : null, inside.Hear("round the pin"));
    }

    [Theory]
    [InlineData("full-cone")]
    [InlineData("port-restricted")]
    [InlineData("double")]
    public async Task Rebind_GivesAnotherPortToAllDestinationsAlike(string nat)
    {
        await using var network = await BehindAsync(nat);
        using var inside = network.Probe("inside", Port);
        using var one = network.Probe("one", 7001);
        using var two = network.Probe("two", 7001);
        inside.Send("before", one.LocalEndPoint);
        var before = one.Hear("before");

        await new Renumbering(network.Scenario, network.Plan, new FaultBoard(network.Plan))
            .RebindAsync("home", TestContext.Current.CancellationToken);
        one.Send("to the old port", before!);
        Assert.Null(inside.Hear("to the old port"));
        inside.Send("after", one.LocalEndPoint);
        inside.Send("after too", two.LocalEndPoint);
        var after = one.Hear("after");
        Assert.NotEqual(before, after);
        Assert.Equal(after, two.Hear("after too"));
        one.Send("answer", after!);
        Assert.NotNull(inside.Hear("answer"));
    }

    [Fact]
    public async Task MoveSite_GivesAnotherAddress()
    {
        await using var network = await BehindAsync("full-cone");
        using var inside = network.Probe("inside", Port);
        using var one = network.Probe("one", 7001);
        inside.Send("before", one.LocalEndPoint);
        var before = one.Hear("before");
        await new Renumbering(network.Scenario, network.Plan, new FaultBoard(network.Plan))
            .MoveSiteAsync("home", TestContext.Current.CancellationToken);
        inside.Send("after", one.LocalEndPoint);
        var after = one.Hear("after");
        Assert.NotNull(after);
        Assert.NotEqual(before!.Address, after.Address);
    }

    [Fact]
    public async Task IPv6_IsFilteredByStateAndNotTranslated()
    {
        await using var network = await TestNetwork.BuildAsync("""
            settings: { family: dual }
            sites: { home: { nat: double } }
            machines: { inside: { site: home }, one: }
            """);
        using var inside = network.Probe("inside", Port, ipv6: true);
        using var one = network.Probe("one", 7001, ipv6: true);
        one.Send("unasked", inside.LocalEndPoint);
        Assert.Null(inside.Hear("unasked"));
        inside.Send("hello", one.LocalEndPoint);
        Assert.Equal(inside.LocalEndPoint, one.Hear("hello"));
        one.Send("answer", inside.LocalEndPoint);
        Assert.NotNull(inside.Hear("answer"));
        Assert.Equal(AddressFamily.InterNetworkV6, inside.LocalEndPoint.AddressFamily);
    }

    private static async Task<bool> ConnectsAsync(TestNetwork network, int port)
    {
        using var listener = network.Namespace("one").CreateSocket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(network.Address("one"), port));
        listener.Listen(1);
        using var client = network.Namespace("inside").CreateSocket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMilliseconds(800));
        try
        {
            await client.ConnectAsync(listener.LocalEndPoint!, patience.Token);
            return true;
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static Task<TestNetwork> BehindAsync(string nat) => TestNetwork.BuildAsync($$"""
        sites: { home: { nat: {{nat}} } }
        machines: { inside: { site: home }, one: , two: }
        """);
}
