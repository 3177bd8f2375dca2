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

        Assert.Contains("add element inet meshgate-mesh0 ports4 { 192.0.2.1 . 51820 timeout 8000ms : 40001 }\n", commands, StringComparison.Ordinal);
        Assert.Contains("add element inet meshgate-mesh0 sources4 { 192.0.2.1 . 40001 timeout 8000ms : 192.0.2.9 }\n", commands, StringComparison.Ordinal);
        Assert.Contains("udp dport 51820 @th,96,32 != 0x2112a442 jump pinned", commands, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_DropsPackets_WhereTheirSourceCannotBeRewritten()
    {
        var pins = Create();
        pins.Pin(Six, Relay, TimeSpan.FromSeconds(8));
        pins.Pin(Direct, Loopback, TimeSpan.FromSeconds(8));

        var commands = pins.Render();

        Assert.Contains("dropped6 { 2001:db8::1 . 51820 timeout 8000ms }", commands, StringComparison.Ordinal);
        Assert.Contains("dropped4 { 192.0.2.1 . 51820 timeout 8000ms }", commands, StringComparison.Ordinal);
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

    private PinTable Create() => new("mesh0", new ProcessRunner(TimeProvider.System), _time) { Port = 51820 };
}
