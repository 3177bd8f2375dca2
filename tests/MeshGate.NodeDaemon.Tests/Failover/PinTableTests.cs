using System.Net;
using MeshGate.NodeDaemon.Failover;
using MeshGate.NodeDaemon.Processes;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Failover;

public sealed class PinTableTests
{
    private static readonly IPEndPoint Direct = IPEndPoint.Parse("192.0.2.1:51820");
    private static readonly IPEndPoint Relay = IPEndPoint.Parse("192.0.2.9:40001");
    private static readonly IPEndPoint Six = IPEndPoint.Parse("[2001:db8::1]:51820");
    private static readonly IPEndPoint Loopback = IPEndPoint.Parse("127.77.0.4:38242");

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Render_LetsPacketsCountAsFromTheOtherPath()
    {
        var pins = Create();
        pins.Pin(Direct, Relay, TimeSpan.FromSeconds(8));

        var commands = pins.Render();

        Assert.Contains("chain pin0 { ip saddr set 192.0.2.9 udp sport set 40001; }\n", commands, StringComparison.Ordinal);
        Assert.Contains("add element inet meshgate-mesh0 pins4 { 192.0.2.1 . 51820 timeout 8000ms : goto pin0 }\n", commands, StringComparison.Ordinal);
        Assert.Contains("udp dport 51820 @th,96,32 != 0x2112a442 jump pinned", commands, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_DropsPackets_WhereTheirSourceCannotBeRewritten()
    {
        var pins = Create();
        pins.Pin(Six, Relay, TimeSpan.FromSeconds(8));
        pins.Pin(Direct, Loopback, TimeSpan.FromSeconds(8));

        var commands = pins.Render();

        Assert.Contains("chain pin0 { drop; }", commands, StringComparison.Ordinal);
        Assert.Contains("chain pin1 { drop; }", commands, StringComparison.Ordinal);
        Assert.Contains("pins4 { 192.0.2.1 . 51820 timeout 8000ms : goto pin0 }", commands, StringComparison.Ordinal);
        Assert.Contains("pins6 { 2001:db8::1 . 51820 timeout 8000ms : goto pin1 }", commands, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_KeepsWhatIsLeftOfEachPin_AndForgetsTheRest()
    {
        var pins = Create();
        pins.Pin(Direct, Relay, TimeSpan.FromSeconds(8));
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Contains("timeout 5000ms", pins.Render(), StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.DoesNotContain("add element", pins.Render(), StringComparison.Ordinal);
        Assert.False(pins.Unpin(Direct));
    }

    [Fact]
    public void Unpin_SaysWhetherThereWasAPin()
    {
        var pins = Create();
        pins.Pin(Direct, Relay, TimeSpan.FromSeconds(8));

        Assert.True(pins.Unpin(Direct));
        Assert.False(pins.Unpin(Direct));
        Assert.DoesNotContain("add element", pins.Render(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nftables_TakesWhatIsRendered()
    {
        Privileges.Require();
        var pins = Create();
        pins.Pin(Direct, Relay, TimeSpan.FromSeconds(8));
        pins.Pin(Six, IPEndPoint.Parse("[2001:db8::9]:40001"), TimeSpan.FromSeconds(8));
        pins.Pin(IPEndPoint.Parse("[2001:db8::2]:1"), Relay, TimeSpan.FromSeconds(8));

        var result = await new ProcessRunner(TimeProvider.System).RunAsync("nft", ["--check", "-f", "-"], pins.Render(), TestContext.Current.CancellationToken);

        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
    }

    [Fact]
    public async Task Nftables_TakesPinsOfPeers_WhosePathsShareAnAddressOrAPort()
    {
        Privileges.Require();
        var pins = Create();

        // Two peers that leave one relay for their own addresses, and two that leave their own for one relay.
        pins.Pin(IPEndPoint.Parse("192.0.2.9:40001"), Direct, TimeSpan.FromSeconds(8));
        pins.Pin(IPEndPoint.Parse("192.0.2.9:40002"), IPEndPoint.Parse("192.0.2.2:51820"), TimeSpan.FromSeconds(8));
        pins.Pin(IPEndPoint.Parse("192.0.2.3:51820"), IPEndPoint.Parse("192.0.2.9:40003"), TimeSpan.FromSeconds(8));
        pins.Pin(IPEndPoint.Parse("192.0.2.4:51820"), IPEndPoint.Parse("192.0.2.9:40004"), TimeSpan.FromSeconds(8));
        var commands = pins.Render();

        var result = await new ProcessRunner(TimeProvider.System).RunAsync("nft", ["--check", "-f", "-"], commands, TestContext.Current.CancellationToken);

        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        Assert.Contains("192.0.2.9 . 40002 timeout 8000ms : goto pin3", commands, StringComparison.Ordinal);
        Assert.Contains("chain pin3 { ip saddr set 192.0.2.2 udp sport set 51820; }", commands, StringComparison.Ordinal);
        Assert.Contains("192.0.2.4 . 51820 timeout 8000ms : goto pin1", commands, StringComparison.Ordinal);
        Assert.Contains("chain pin1 { ip saddr set 192.0.2.9 udp sport set 40004; }", commands, StringComparison.Ordinal);
    }

    private PinTable Create() => new("mesh0", new ProcessRunner(TimeProvider.System), _time) { Port = 51820 };
}
