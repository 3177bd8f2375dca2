using System.Net;
using System.Net.Sockets;
using MeshGate.Lab.Traffic;

namespace MeshGate.Lab.Tests.Traffic;

/// <summary>Records through a real TCP connection on the loopback address.</summary>
public sealed class TcpStreamTests
{
    [Fact]
    public async Task Measure_FindsNoneLost_WhenTheConnectionHolds()
    {
        using var stream = await OpenAsync(Bound(), Bound());
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, TestContext.Current.CancellationToken);
        await stream.StopAsync(TestContext.Current.CancellationToken);

        var result = stream.Measure();
        Assert.InRange(result.Sent, 5, 200);
        Assert.Equal(0, result.Lost);
    }

    [Fact]
    public async Task Measure_CountsWhatFollowsAsLost_WhenTheConnectionBreaks()
    {
        var sender = Bound();
        using var stream = await OpenAsync(sender, Bound());
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken);
        sender.Shutdown(SocketShutdown.Send);
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken);
        await stream.StopAsync(TestContext.Current.CancellationToken);

        var result = stream.Measure();
        Assert.True(result.Lost > 0, result.ToString());
        Assert.True(result.Received > 0, result.ToString());
    }

    [Fact]
    public async Task ConnectAsync_Throws_WhenNobodyCanBeReached()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TcpStream.ConnectAsync(
            Bound(), Bound(), 100, new byte[16], TimeProvider.System, cancellation.Token));
    }

    private static Task<TcpStream> OpenAsync(Socket sender, Socket receiver) => TcpStream.ConnectAsync(
        sender, receiver, 100, new byte[100], TimeProvider.System, TestContext.Current.CancellationToken);

    private static Socket Bound()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
