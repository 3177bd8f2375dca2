using MeshGate.Lab.Faults;
using MeshGate.Lab.Tests.Support;

namespace MeshGate.Lab.Tests.Faults;

/// <summary>Cuts in real namespaces meet exactly the packets that they should.</summary>
public sealed class FaultBoardTests
{
    private const string Yaml = """
        settings: { family: dual }
        sites: { home: { nat: full-cone }, away: { nat: port-restricted }, lone: { nat: full-cone } }
        machines:
          a:
          b:
          h1: { site: home }
          h2: { site: home }
          w1: { site: away }
          l1: { site: lone }
        """;

    [Theory]
    [InlineData("a", "b", "b", "a", "a", "h1")]
    [InlineData("h1", "a", "a", "h1", "h2", "a")]
    [InlineData("a", "l1", "l1", "a", "b", "l1")]
    [InlineData("h1", "h2", "h2", "h1", "h1", "a")]
    [InlineData("h1", "l1", "l1", "h1", "h2", "l1")]
    public async Task Cut_MeetsOneDirectionOfOnePair(
        string from, string to, string reverseFrom, string reverseTo, string otherFrom, string otherTo)
    {
        await using var network = await TestNetwork.BuildAsync(Yaml);
        var faults = new FaultBoard(network.Plan);
        foreach (var ipv6 in (bool[])[false, true])
        {
            Assert.True(Passes(network, from, to, ipv6), "before");
        }

        await faults.AddAsync(from, to, FaultDirection.To, 100, TestContext.Current.CancellationToken);
        foreach (var ipv6 in (bool[])[false, true])
        {
            Assert.False(Passes(network, from, to, ipv6), "cut");
            Assert.True(Passes(network, reverseFrom, reverseTo, ipv6), "the other direction");
            Assert.True(Passes(network, otherFrom, otherTo, ipv6), "another pair");
        }

        await faults.HealAsync(to, from, TestContext.Current.CancellationToken);
        Assert.True(Passes(network, from, to, ipv6: false), "healed");
    }

    [Fact]
    public async Task Cut_FromTheInternet_LeavesNeighboursAlone()
    {
        await using var network = await TestNetwork.BuildAsync(Yaml);
        var faults = new FaultBoard(network.Plan);
        await faults.AddAsync("h1", "internet", FaultDirection.Both, 100, TestContext.Current.CancellationToken);
        Assert.False(Passes(network, "h1", "a", ipv6: false));
        Assert.True(Passes(network, "h2", "a", ipv6: false));
        Assert.True(Passes(network, "h1", "h2", ipv6: false));
    }

    [Theory]
    [InlineData("home", "h1")]
    [InlineData("a", "a")]
    [InlineData("h2", "h2")]
    public async Task BlockUdp_MeetsOnePartyBothWays_UntilHealed(string party, string member)
    {
        await using var network = await TestNetwork.BuildAsync(Yaml);
        var faults = new FaultBoard(network.Plan);
        await faults.BlockUdpAsync(party, TestContext.Current.CancellationToken);
        foreach (var ipv6 in (bool[])[false, true])
        {
            Assert.False(Passes(network, member, "b", ipv6), "out");
            Assert.False(Passes(network, "b", member, ipv6), "in");
            Assert.True(Passes(network, "w1", "b", ipv6), "another");
        }

        await faults.UnblockAsync(party, TestContext.Current.CancellationToken);
        Assert.True(Passes(network, member, "b", ipv6: false), "healed");
    }

    [Fact]
    public async Task Loss_DropsAboutItsShare()
    {
        await using var network = await TestNetwork.BuildAsync(Yaml);
        var faults = new FaultBoard(network.Plan);
        await faults.AddAsync("a", "b", FaultDirection.To, 30, TestContext.Current.CancellationToken);
        using var sender = network.Probe("a", 0);
        using var receiver = network.Probe("b", 0);
        for (var i = 0; i < 200; i++)
        {
            sender.Send("x", receiver.LocalEndPoint);
        }

        var received = 0;
        while (receiver.Hear("x") is not null)
        {
            received++;
        }

        // 140 expected, standard deviation 6.5; more would not fit into the receive buffer.
        Assert.InRange(received, 100, 180);
    }

    // A packet from one machine arrives at the other, whose NAT was opened towards it before, as punching would.
    private static bool Passes(TestNetwork network, string from, string to, bool ipv6)
    {
        using var sender = network.Probe(from, 0, ipv6);
        using var receiver = network.Probe(to, 0, ipv6);
        var neighbours = network.Plan.Machines[from].Site is { } site && network.Plan.Machines[to].Site == site;
        var (there, back) = (Outside(network, to, receiver, ipv6, neighbours), Outside(network, from, sender, ipv6, neighbours));

        // More than once: the first packet that opens waits for neighbour discovery, and the test might overtake it.
        for (var i = 0; i < 3; i++)
        {
            receiver.Send("open", back);
            sender.Send("test", there);
            if (receiver.Hear("test") is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static System.Net.IPEndPoint Outside(
        TestNetwork network, string machine, UdpProbe probe, bool ipv6, bool neighbours) =>
        ipv6 || neighbours || network.Plan.Machines[machine].Site is not { } site
            ? probe.LocalEndPoint
            : new System.Net.IPEndPoint(site.Gateways[^1].WanAddress!, probe.LocalEndPoint.Port);
}
