using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using MeshGate.Probing.PortMapping;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.Probing.Tests.PortMapping;

/// <summary>Real sockets on the loopback device: what the kernel lets through is the point.</summary>
public sealed class GatewayLinkTests
{
    private readonly Channel<PortMapperEvent> _events = Channel.CreateUnbounded<PortMapperEvent>();

    [Fact]
    public async Task Open_HearsTheRouterAlone()
    {
        var gateway = new DefaultGateway("lo", IPAddress.Parse("127.81.83.1"), IPAddress.Parse("127.81.83.2"));
        using var router = new UdpClient(new IPEndPoint(gateway.Address, PcpCodec.ServerPort));
        using var stranger = new UdpClient(new IPEndPoint(IPAddress.Parse("127.81.83.3"), PcpCodec.ServerPort));
        using var link = new GatewayLinks().Open(gateway, happened => _events.Writer.TryWrite(happened));
        Assert.NotNull(link);

        link.Send([1, 2, 3]);
        var request = await router.ReceiveAsync(TestContext.Current.CancellationToken);
        Assert.Equal(gateway.Local, request.RemoteEndPoint.Address);
        await stranger.SendAsync(new byte[] { 4 }, request.RemoteEndPoint, TestContext.Current.CancellationToken);
        await router.SendAsync(new byte[] { 5, 6 }, request.RemoteEndPoint, TestContext.Current.CancellationToken);

        var answer = Assert.IsType<PortMapperEvent.DatagramReceived>(await _events.Reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal([5, 6], answer.Datagram.ToArray());
        Assert.Equal(new IPEndPoint(gateway.Address, PcpCodec.ServerPort), answer.From);
    }

    [Fact]
    public async Task Send_TellsThatNobodyListens()
    {
        var gateway = new DefaultGateway("lo", IPAddress.Parse("127.81.84.1"), IPAddress.Parse("127.81.84.2"));
        using var link = new GatewayLinks().Open(gateway, happened => _events.Writer.TryWrite(happened));
        link!.Send([1]);

        Assert.IsType<PortMapperEvent.PortUnreachable>(await _events.Reader.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Open_HearsTheRoutersAnnouncements_AndOfItsNoticesThoseOfARestart()
    {
        var gateway = new DefaultGateway("lo", IPAddress.Parse("127.81.85.1"), IPAddress.Parse("127.81.85.2"));
        using var link = new GatewayLinks().Open(gateway, happened => _events.Writer.TryWrite(happened));
        Assert.NotNull(link);
        using var router = Multicaster(gateway.Address);
        using var stranger = Multicaster(IPAddress.Parse("127.81.85.3"));

        foreach (var (sender, group, text) in new[]
        {
            (stranger, "224.0.0.1:5350", "x"),
            (router, "224.0.0.1:5350", "x"),
            (stranger, "239.255.255.250:1900", Notice("7")),
            (router, "239.255.255.250:1900", Notice("1")),
            (router, "239.255.255.250:1900", Notice("1")),
            (router, "239.255.255.250:1900", Notice("2")),
        })
        {
            await sender.SendAsync(System.Text.Encoding.ASCII.GetBytes(text), IPEndPoint.Parse(group), TestContext.Current.CancellationToken);
        }

        for (var i = 0; i < 3; i++)
        {
            Assert.IsType<PortMapperEvent.Announced>(await _events.Reader.ReadAsync(TestContext.Current.CancellationToken));
        }

        Assert.False(_events.Reader.TryRead(out _));
    }

    private static string Notice(string boot) => $"NOTIFY * HTTP/1.1\r\nNTS: ssdp:alive\r\nBOOTID.UPNP.ORG: {boot}\r\n\r\n";

    private static UdpClient Multicaster(IPAddress from)
    {
        var sender = new UdpClient(new IPEndPoint(from, 0));
        sender.Client.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.Loopback.GetAddressBytes());
        return sender;
    }

    [Fact]
    public void Open_IsNull_WhenTheInterfaceIsGone()
        => Assert.Null(new GatewayLinks().Open(new DefaultGateway("nosuch0", IPAddress.Loopback, IPAddress.Loopback), _ => { }));
}
