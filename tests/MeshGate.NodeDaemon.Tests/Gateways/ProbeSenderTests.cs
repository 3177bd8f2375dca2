using System.Net;
using System.Net.Sockets;
using MeshGate.Core.Routes;
using MeshGate.NodeDaemon.Gateways;

namespace MeshGate.NodeDaemon.Tests.Gateways;

public sealed class ProbeSenderTests
{
    [Fact]
    public void Request_HasTheChecksum_OfRfc1071()
    {
        var packet = ProbeSender.Request(isFour: true, 0x1234, 7);
        uint sum = 0;
        for (var i = 0; i < packet.Length; i += 2)
        {
            sum += (uint)((packet[i] << 8) | packet[i + 1]);
        }

        Assert.Equal(0xffffu, (sum & 0xffff) + (sum >> 16));
        Assert.Equal((8, 128), (packet[0], ProbeSender.Request(isFour: false, 1, 1)[0]));
    }

    [Fact]
    public void IsReply_KnowsTheAnswerToItsRequest_AndNothingElse()
    {
        byte[] reply = [0x45, .. new byte[19], 0, 0, 0, 0, 0x12, 0x34, 0, 7];
        Assert.True(ProbeSender.IsReply(reply, isFour: true, 0x1234, 7));
        Assert.False(ProbeSender.IsReply(reply, isFour: true, 0x1234, 8));
        Assert.False(ProbeSender.IsReply(reply, isFour: true, 0x1235, 7));
        Assert.True(ProbeSender.IsReply([129, .. reply[21..]], isFour: false, 0x1234, 7));
        for (var length = 0; length < reply.Length; length++)
        {
            Assert.False(ProbeSender.IsReply(reply.AsSpan(0, length), isFour: true, 0x1234, 7));
        }

        Assert.False(ProbeSender.IsReply([0x4f, .. reply[1..]], isFour: true, 0x1234, 7));
    }

    [Fact]
    public async Task SendAsync_KnowsWhoAnswers()
    {
        Privileges.Require();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var sender = new ProbeSender("lo", TimeProvider.System);
        Assert.True(await sender.SendAsync(Probe(ProbeType.Tcp, port), TestContext.Current.CancellationToken));
        Assert.True(await sender.SendAsync(Probe(ProbeType.Icmp, 0), TestContext.Current.CancellationToken));
        listener.Stop();
        Assert.False(await sender.SendAsync(Probe(ProbeType.Tcp, port), TestContext.Current.CancellationToken));
        Assert.False(await new ProbeSender("none0", TimeProvider.System).SendAsync(Probe(ProbeType.Icmp, 0), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task SendAsync_TakesAnAnswerThatLiesAtTheSocket_WhenItsOwnClockIsLate()
    {
        Privileges.Require();
        var sender = new ProbeSender("lo", TimeProvider.System);
        var hurried = Probe(ProbeType.Icmp, 0) with { Timeout = TimeSpan.FromTicks(1) };
        var answered = 0;
        for (var i = 0; i < 100; i++)
        {
            answered += await sender.SendAsync(hurried, TestContext.Current.CancellationToken) ? 1 : 0;
        }

        // The answer comes while the request is sent; where the time is over before that, nothing was sent.
        Assert.InRange(answered, 1, 100);
    }

    private static GatewayProbe Probe(ProbeType type, int port) => new(type, IPAddress.Loopback, port, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
}
