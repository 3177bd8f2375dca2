using System.Net;
using System.Net.Sockets;
using MeshGate.Probing.PortMapping;
using MeshGate.Tests.PortMapping;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.Probing.Tests.PortMapping;

public sealed class PortMappingTrialTests
{
    private readonly FakeRouter _router = new() { Gateway = FakeRouter.Home };

    [Theory]
    [InlineData(true, PortMappingProtocol.Pcp)]
    [InlineData(false, PortMappingProtocol.Upnp)]
    public async Task RunAsync_TellsWhatTheRouterLends_AndGivesItBack(bool speaksPcp, PortMappingProtocol protocol)
    {
        (_router.SpeaksPcp, _router.SpeaksUpnp) = (speaksPcp, !speaksPcp);
        PortMappingTrialResult result = await RunAsync(_router);

        Assert.Equal((protocol, true, true), (result.Report.Protocol, result.Report.IsReachable, result.IsReturned));
        Assert.Equal(_router.Outside, result.Report.External!.Address);
        Assert.Null(_router.Mapped);
        Assert.Equal(0, _router.OpenLinks);
    }

    [Fact]
    public async Task RunAsync_TellsWhyThereIsNone()
    {
        _router.SpeaksPcp = false;
        PortMappingTrialResult result = await RunAsync(_router);

        Assert.Equal((null, null, true), (result.Report.Protocol, result.Report.External, result.IsReturned));
        Assert.Contains("PCP: no answer within 2 s; NAT-PMP: no answer within 2 s; UPnP: no UPnP", result.Report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_TellsThatThereIsNoRouter()
    {
        _router.Gateway = null;
        PortMappingTrialResult result = await RunAsync(_router);

        Assert.Equal("this machine has no default gateway over IPv4", result.Report.Reason);
        Assert.True(result.IsReturned);
    }

    [Fact]
    public async Task RunAsync_GivesBackWhatMayBeLent_WhenCancelled()
    {
        using var stop = new CancellationTokenSource();
        _router.Answering = stop.Cancel;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new PortMappingTrial(_router, _router, _router, TimeProvider.System).RunAsync(stop.Token));

        Assert.Null(_router.Mapped);
        Assert.Equal(2, _router.Nonces.Count);
    }

    [Fact]
    public async Task RunAsync_SaysSo_WhenTheRouterIsBehindAnotherNat_OverRealSockets()
    {
        var gateway = new DefaultGateway("lo", IPAddress.Parse("127.81.82.83"), IPAddress.Parse("127.81.82.84"));
        using var server = new UdpClient(new IPEndPoint(gateway.Address, PcpCodec.ServerPort));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task<int> serving = ServeAsync(server, stop.Token);
        _router.Gateway = gateway;
        PortMappingTrialResult result = await RunAsync(new GatewayLinks());
        await stop.CancelAsync();

        Assert.Equal((PortMappingProtocol.NatPmp, false, true), (result.Report.Protocol, result.Report.IsReachable, result.IsReturned));
        Assert.Contains("another NAT stands before it", result.Report.Reason, StringComparison.Ordinal);
        Assert.Equal(0, await serving);
    }

    private Task<PortMappingTrialResult> RunAsync(IGatewayLinks links)
        => new PortMappingTrial(_router, links, _router, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);

    /// <summary>A router that knows NAT-PMP alone, and answers another version as RFC 6886 has it. How long the last mapping lasts.</summary>
    private static async Task<int> ServeAsync(UdpClient server, CancellationToken cancellationToken)
    {
        int lifetime = -1;
        while (true)
        {
            UdpReceiveResult request;
            try
            {
                request = await server.ReceiveAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return lifetime;
            }

            byte[] asked = request.Buffer;
            lifetime = asked is [0, 1, ..] ? (asked[10] << 8) | asked[11] : lifetime;
            byte[] answer = asked switch
            {
                [0, 0] => [0, 0x80, 0, 0, 0, 0, 0, 9, 192, 168, 1, 2],
                [0, 1, ..] => [0, 0x81, 0, 0, 0, 0, 0, 9, .. asked[4..8], .. asked[8..12]],
                _ => [0, 0x80, 0, 1, 0, 0, 0, 9],
            };
            await server.SendAsync(answer, request.RemoteEndPoint, cancellationToken);
        }
    }
}
