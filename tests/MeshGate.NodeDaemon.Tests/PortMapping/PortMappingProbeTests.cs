using System.Net;
using MeshGate.NodeDaemon.PortMapping;
using MeshGate.NodeDaemon.Tests.Fakes;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.NodeDaemon.Tests.PortMapping;

public sealed class PortMappingProbeTests
{
    private readonly FakeRouter _router = new() { Gateway = FakeRouter.Home };

    [Theory]
    [InlineData(true, new[] { true, false, false })]
    [InlineData(false, new[] { false, false, true })]
    public async Task RunAsync_TellsWhatTheRouterSpeaks_AndMapsNothing(bool speaksPcp, bool[] spoken)
    {
        _router.SpeaksPcp = speaksPcp;
        var result = await new PortMappingProbe(_router, _router, _router, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(FakeRouter.Home, result.Gateway);
        Assert.Equal([PortMappingProtocol.Pcp, PortMappingProtocol.NatPmp, PortMappingProtocol.Upnp], result.Answers.Select(answer => answer.Protocol));
        Assert.Equal(spoken, result.Answers.Select(answer => answer.IsSpoken));
        Assert.All(result.Answers, answer => Assert.NotEmpty(answer.Reason));
        Assert.Null(_router.Mapped);
        Assert.Equal(0, _router.OpenLinks);
    }

    [Fact]
    public async Task RunAsync_TellsThatThereIsNoRouter()
    {
        _router.Gateway = null;
        var result = await new PortMappingProbe(_router, _router, _router, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);

        Assert.Null(result.Gateway);
        Assert.Empty(result.Answers);
    }

    [Fact]
    public async Task RunAsync_TellsNatPmpsOutsideAddress_OverRealSockets()
    {
        var gateway = new DefaultGateway("lo", IPAddress.Parse("127.81.82.83"), IPAddress.Parse("127.81.82.84"));
        using var server = new System.Net.Sockets.UdpClient(new IPEndPoint(gateway.Address, PcpCodec.ServerPort));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var serving = ServeAsync(server, stop.Token);
        _router.Gateway = gateway;
        var result = await new PortMappingProbe(_router, new GatewayLinks(), _router, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => serving);

        Assert.Equal((false, true), (result.Answers[0].IsSpoken, result.Answers[1].IsSpoken));
        Assert.Equal(IPAddress.Parse("192.168.1.2"), result.Answers[1].External);
        Assert.Contains("another NAT stands before it", result.Answers[1].Reason, StringComparison.Ordinal);
    }

    private static async Task ServeAsync(System.Net.Sockets.UdpClient server, CancellationToken cancellationToken)
    {
        while (true)
        {
            // A router that knows NAT-PMP alone, as RFC 6886 has it answer another version.
            var request = await server.ReceiveAsync(cancellationToken);
            byte[] answer = request.Buffer[0] == 0 ? [0, 0x80, 0, 0, 0, 0, 0, 9, 192, 168, 1, 2] : [0, 0x80, 0, 1, 0, 0, 0, 9];
            await server.SendAsync(answer, request.RemoteEndPoint, cancellationToken);
        }
    }
}
