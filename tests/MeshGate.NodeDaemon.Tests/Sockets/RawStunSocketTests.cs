using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using MeshGate.NodeDaemon.Sockets;

namespace MeshGate.NodeDaemon.Tests.Sockets;

/// <summary>Real sockets on the loopback device: what the kernel's filter lets through is the point.</summary>
public sealed class RawStunSocketTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task OnReadable_GetsACopyOfStunForThePortAndNothingElse_WhenAnotherSocketOwnsIt(string text)
    {
        Privileges.Require();
        var loopback = IPAddress.Parse(text);
        using var owner = new UdpClient(new IPEndPoint(loopback, 0));
        using var sender = new UdpClient(new IPEndPoint(loopback, 0));
        var port = ((IPEndPoint)owner.Client.LocalEndPoint!).Port;
        using var stop = new CancellationTokenSource(Limit);
        var received = Channel.CreateUnbounded<(IPEndPoint From, byte[] Message)>();
        using var poller = new SocketPoller("test");
        using var raw = new RawStunSocket(
            loopback.AddressFamily, (ushort)port, poller, (from, message) => received.Writer.TryWrite((from, message.ToArray())), error => Assert.Fail(error.Message));

        var stun = Stun(7);
        await sender.SendAsync(new byte[64], new IPEndPoint(loopback, port), stop.Token);
        await sender.SendAsync(stun, new IPEndPoint(loopback, port == 65535 ? 1 : port + 1), stop.Token);
        await sender.SendAsync(stun, new IPEndPoint(loopback, port), stop.Token);
        var (from, message) = await received.Reader.ReadAsync(stop.Token);

        Assert.Equal(stun, message);
        Assert.Equal(sender.Client.LocalEndPoint, from);
        Assert.False(received.Reader.TryRead(out _));

        raw.Dispose();
        await sender.SendAsync(stun, new IPEndPoint(loopback, port), stop.Token);
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, stop.Token);
        Assert.False(received.Reader.TryRead(out _));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task TrySend_LeavesFromTheOwnersPort(string text)
    {
        Privileges.Require();
        var loopback = IPAddress.Parse(text);
        using var owner = new UdpClient(new IPEndPoint(loopback, 0));
        using var target = new UdpClient(new IPEndPoint(loopback, 0));
        using var poller = new SocketPoller("test");
        using var raw = new RawStunSocket(loopback.AddressFamily, (ushort)((IPEndPoint)owner.Client.LocalEndPoint!).Port, poller, (_, _) => { }, _ => { });
        using var stop = new CancellationTokenSource(Limit);

        Assert.True(raw.TrySend((IPEndPoint)target.Client.LocalEndPoint!, Stun(9)));
        var received = await target.ReceiveAsync(stop.Token);

        Assert.Equal(Stun(9), received.Buffer);
        Assert.Equal(owner.Client.LocalEndPoint, received.RemoteEndPoint);
    }

    private static byte[] Stun(byte mark) => [0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42, mark, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
}
