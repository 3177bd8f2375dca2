using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Routes;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Gateways;

namespace MeshGate.NodeDaemon.Tests.Gateways;

public sealed class GatewayRoutesReaderTests
{
    private static readonly IPNetwork[] Mesh = [IPNetwork.Parse("100.96.0.0/16")];
    private readonly ImmutableArray<string>.Builder _problems = ImmutableArray.CreateBuilder<string>();

    [Fact]
    public void Read_TakesWhatIsTold()
    {
        var route = Assert.Single(Read(Order()));
        Assert.Equal(("office", TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(300)), (route.Name, route.Settings.TrialInterval, route.Settings.Idle));
        Assert.Equal(["10.50.0.0/24", "fd00:50::/64"], route.Networks.Select(network => network.ToString()));
        Assert.Equal(new GatewayProbe(ProbeType.Tcp, IPAddress.Parse("10.50.0.9"), 443, TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(200)), route.Probe);
        Assert.Equal(5, route.Settings.FailureThreshold);
        Assert.Equal(route, Assert.Single(Read(Order())));
        Assert.Empty(_problems);
    }

    [Theory]
    [InlineData("10.50.0.1/24")]
    [InlineData("100.96.3.0/24")]
    [InlineData("127.0.0.0/8")]
    [InlineData("nonsense")]
    public void Read_LeavesOutANetworkThatCannotBe_AndSaysSo(string cidr)
    {
        Assert.Equal(["10.50.0.0/24"], Read(Order() with { Cidrs = [cidr, "10.50.0.0/24"] })[0].Networks.Select(network => network.ToString()));
        Assert.Single(_problems);
    }

    [Fact]
    public void Read_GivesANetworkToOneRouteAlone()
        => Assert.Equal([2, 0], Read(Order(), Order() with { Route = "second" }).Select(route => route.Networks.Length));

    [Fact]
    public void Read_GoesWithoutAProbe_ThatNamesNoMachine()
    {
        Assert.Null(Read(Order() with { Probe = new GatewayProbeOrder { Type = ProbeType.Icmp } })[0].Probe);
        Assert.Null(Read(Order() with { Probe = new GatewayProbeOrder { Type = ProbeType.Tcp, Address = "10.50.0.9" } })[0].Probe);
        Assert.Null(Read(Order() with { Probe = new GatewayProbeOrder { Type = ProbeType.Path } })[0].Probe);
        Assert.Equal(2, _problems.Count);
    }

    [Fact]
    public void Read_SurvivesWhatAnybodyMayHaveWritten()
    {
        IReadOnlyList<GatewayOrder?> orders = [null, new GatewayOrder { Cidrs = null!, Gateways = null! }, Order() with { Gateways = [null!, "gw1", "gw1"], IdleTime = "never", Probe = new GatewayProbeOrder { Type = ProbeType.Icmp, Address = "10.50.0.9", Interval = "1h", FailureThreshold = -4 } }];
        var routes = GatewayRoutesReader.Read(orders!, Mesh, _problems);
        Assert.Equal(["gw1"], routes[1].Gateways);
        Assert.Equal((1, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5)), (routes[1].Settings.FailureThreshold, routes[1].Settings.Idle, routes[1].Probe!.Interval));
        Assert.Empty(GatewayRoutesReader.Read((IReadOnlyList<ForwardOrder>?)null, Mesh, _problems));
    }

    private static GatewayOrder Order() => new()
    {
        Route = "office",
        Cidrs = ["10.50.0.0/24", "fd00:50::/64"],
        Gateways = ["gw1", "gw2"],
        TrialInterval = "20s",
        IdleTime = "5m",
        Probe = new GatewayProbeOrder { Type = ProbeType.Tcp, Address = "10.50.0.9", Port = 443, Interval = "200ms", Timeout = "2s", FailureThreshold = 5 },
    };

    private ImmutableArray<GatewayRoute> Read(params GatewayOrder[] orders) => GatewayRoutesReader.Read(orders, Mesh, _problems);
}
