using MeshGate.Lab.Faults;
using MeshGate.Lab.Links;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Tests.Support;

namespace MeshGate.Lab.Tests.Links;

/// <summary>Cuts between pairs, blocks and changes of addresses are the same where there are regions.</summary>
public sealed class LinkFaultTests
{
    private const string Yaml = """
        settings: { family: dual }
        regions: { one: { delay: 1ms }, two: }
        machines: { a: { region: one }, near: { region: one }, b: { region: two }, c: }
        """;

    [Theory]
    [InlineData("a", "near", "c")]
    [InlineData("a", "b", "near")]
    [InlineData("a", "c", "near")]
    public async Task Cut_MeetsOnePair(string from, string to, string other)
    {
        await using var lab = await RegionLab.BuildAsync();
        var faults = new FaultBoard(lab.Network.Plan);
        await faults.AddAsync(from, to, FaultDirection.To, 100, TestContext.Current.CancellationToken);
        foreach (var ipv6 in (bool[])[false, true])
        {
            Assert.False(lab.Passes(from, to, ipv6), "cut");
            Assert.True(lab.Passes(to, from, ipv6), "the other direction");
            Assert.True(lab.Passes(from, other, ipv6), "another");
        }

        await faults.HealAsync(null, null, TestContext.Current.CancellationToken);
        Assert.True(lab.Passes(from, to, ipv6: false), "healed");
    }

    [Fact]
    public async Task Cut_FromTheInternet_AndBlocks_MeetNeighboursInARegionToo()
    {
        await using var lab = await RegionLab.BuildAsync();
        var faults = new FaultBoard(lab.Network.Plan);
        await faults.AddAsync("a", "internet", FaultDirection.Both, 100, TestContext.Current.CancellationToken);
        Assert.False(lab.Passes("a", "near", ipv6: false));
        Assert.False(lab.Passes("c", "a", ipv6: false));
        Assert.True(lab.Passes("near", "c", ipv6: false));

        await faults.HealAsync(null, null, TestContext.Current.CancellationToken);
        await faults.BlockUdpAsync("a", TestContext.Current.CancellationToken);
        Assert.False(lab.Passes("a", "near", ipv6: false));
        Assert.False(lab.Passes("b", "a", ipv6: true));
    }

    [Fact]
    public async Task MoveMachine_IsFollowedByBothRouters()
    {
        await using var lab = await RegionLab.BuildAsync();
        var plan = lab.Network.Plan;
        await new Renumbering(lab.Network.Scenario, plan, new FaultBoard(plan)).MoveMachineAsync("a", TestContext.Current.CancellationToken);
        Assert.True(lab.Passes("near", "a", ipv6: false));
        Assert.True(lab.Passes("b", "a", ipv6: true));
    }

    private sealed class RegionLab(TestNetwork network, LinkForwarder[] links) : IAsyncDisposable
    {
        internal TestNetwork Network => network;

        internal static async Task<RegionLab> BuildAsync()
        {
            var network = await TestNetwork.BuildAsync(Yaml);
            return new RegionLab(network, [await network.LinkAsync("one", new LinkSpec { Delay = TimeSpan.FromMilliseconds(1) }), await network.LinkAsync("two", new LinkSpec())]);
        }

        internal bool Passes(string from, string to, bool ipv6)
        {
            using var sender = network.Probe(from, 0, ipv6);
            using var receiver = network.Probe(to, 0, ipv6);

            // More than once: the first packet waits for neighbour discovery.
            for (var i = 0; i < 3; i++)
            {
                sender.Send("test", receiver.LocalEndPoint);
                if (receiver.Hear("test") is not null)
                {
                    return true;
                }
            }

            return false;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var link in links)
            {
                link.Dispose();
            }

            await network.DisposeAsync();
        }
    }
}
