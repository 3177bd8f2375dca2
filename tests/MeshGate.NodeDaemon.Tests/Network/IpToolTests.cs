using System.Net;
using MeshGate.NodeDaemon.Network;
using MeshGate.NodeDaemon.Tests.Fakes;

namespace MeshGate.NodeDaemon.Tests.Network;

public sealed class IpToolTests
{
    private readonly FakeMachine _machine = new();

    [Fact]
    public async Task SetAsync_AddsAddressesAndRoutes_WhenTheInterfaceIsBare()
    {
        await SetAsync(["100.96.0.1", "fd6d::1"], ["100.96.0.0/16", "fd6d::/64"]);

        Assert.Equal(["100.96.0.1/32", "fd6d::1/128"], _machine.Addresses);
        Assert.Equal(["100.96.0.0/16", "fd6d::/64"], _machine.Routes);
        Assert.True(_machine.IsUp);
    }

    [Fact]
    public async Task SetAsync_TakesAwayWhatIsStale_WhenAddressAndRangeChanged()
    {
        await SetAsync(["100.96.0.1", "fd6d::1"], ["100.96.0.0/16", "fd6d::/64"]);
        await SetAsync(["100.97.0.1"], ["100.97.0.0/16"]);

        Assert.Equal(["100.97.0.1/32"], _machine.Addresses);
        Assert.Equal(["100.97.0.0/16"], _machine.Routes);
    }

    [Fact]
    public async Task SetAsync_SetsUpIPv4_WhenTheMachineHasNoIPv6()
    {
        _machine.HasIPv6 = false;

        await SetAsync(["fd6d::1", "100.96.0.1"], ["fd6d::/64", "100.96.0.0/16"]);

        Assert.Equal(["100.96.0.1/32"], _machine.Addresses);
        Assert.Equal(["100.96.0.0/16"], _machine.Routes);
    }

    [Fact]
    public async Task SetAsync_RoutesNetworksOutside_BehindTheMachinesOwnRoutes_AndTakesThemBack()
    {
        await Tool().SetAsync(new InterfaceConfig { Addresses = [IPAddress.Parse("100.96.0.1")], Routes = [IPNetwork.Parse("100.96.0.0/16")], Outside = [IPNetwork.Parse("10.50.0.0/24"), IPNetwork.Parse("fd00::/48")] }, applied: null, TestContext.Current.CancellationToken);
        Assert.Equal(["10.50.0.0/24", "100.96.0.0/16"], _machine.Routes);
        Assert.Contains(_machine.Commands, command => command.Contains("route replace 10.50.0.0/24 dev mesh0 proto 77 metric 5182 src 100.96.0.1", StringComparison.Ordinal));

        await SetAsync(["100.96.0.1"], ["100.96.0.0/16"]);
        Assert.Equal(["100.96.0.0/16"], _machine.Routes);
    }

    [Fact]
    public async Task SetAsync_LooksAtNothing_WhenItIsToldWhatIsThere()
    {
        InterfaceConfig first = new()
        {
            Addresses = [IPAddress.Parse("100.96.0.1"), IPAddress.Parse("fd6d::1")],
            Routes = [IPNetwork.Parse("100.96.0.0/16")],
            Hosts = [IPNetwork.Parse("100.96.0.2/32"), IPNetwork.Parse("fd6d::2/128")],
        };
        var then = first with { Hosts = [IPNetwork.Parse("fd6d::2/128"), IPNetwork.Parse("fd6d::3/128")] };
        await Tool().SetAsync(first, applied: null, TestContext.Current.CancellationToken);
        var looks = _machine.Looks;

        await Tool().SetAsync(then, first, TestContext.Current.CancellationToken);

        Assert.Equal(looks, _machine.Looks);
        Assert.Equal(["100.96.0.0/16", "fd6d::2/128", "fd6d::3/128"], _machine.Routes);

        await Tool().SetAsync(then with { Addresses = [IPAddress.Parse("100.96.0.9")] }, then, TestContext.Current.CancellationToken);

        Assert.True(_machine.Looks > looks);
        Assert.Equal(["100.96.0.9/32"], _machine.Addresses);
    }

    [Fact]
    public async Task EnsureAsync_SaysWhatIsMissing_WhenThereIsNoInterface()
    {
        _machine.Exists = false;

        var missing = await Tool().EnsureAsync(TestContext.Current.CancellationToken);

        Assert.Contains("wireguard-go mesh0", missing, StringComparison.Ordinal);
    }

    private IpTool Tool() => new("mesh0", _machine, () => _machine.HasIPv6);

    private Task SetAsync(string[] addresses, string[] routes) => Tool().SetAsync(
        new InterfaceConfig { Addresses = [.. addresses.Select(IPAddress.Parse)], Routes = [.. routes.Select(IPNetwork.Parse)] },
        applied: null,
        TestContext.Current.CancellationToken);
}
