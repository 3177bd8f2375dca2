using System.Net.Sockets;
using System.Text;
using MeshGate.NodeDaemon.Processes;
using MeshGate.NodeDaemon.Tests.Fakes;
using MeshGate.NodeDaemon.WireGuard;

namespace MeshGate.NodeDaemon.Tests.WireGuard;

/// <summary>How a device is looked at: at its control socket where somebody listens, by <c>wg</c> where nobody does.</summary>
public sealed class WireGuardSocketTests : IDisposable
{
    private readonly FakeControlSocket _socket = new();

    public void Dispose() => _socket.Dispose();

    [Fact]
    public async Task ReadAsync_AsksTheSocketAlone_WhenItAnswersInPieces()
    {
        using var listener = _socket.Listen();
        var answering = FakeControlSocket.AnswerAsync(listener, "listen_port=5", "1820\nerr", "no=0\n", "\n");
        var state = await _socket.Tool().ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(51820, state!.ListenPort);
        Assert.Equal("get=1\n\n", await answering);
        Assert.Empty(_socket.Commands);
    }

    [Fact]
    public async Task ReadAsync_ReadsALongAnswer_WhenThereAreManyPeers()
    {
        using var listener = _socket.Listen();
        var peers = string.Concat(Enumerable.Range(1, 2000).Select(i => $"public_key={i:x64}\nallowed_ip=100.96.{i / 256}.{i % 256}/32\n"));
        var answering = FakeControlSocket.AnswerAsync(listener, $"listen_port=1\n{peers}errno=0\n\n");
        var state = await _socket.Tool().ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2000, state!.Peers.Length);
        await answering;
        Assert.Empty(_socket.Commands);
    }

    [Fact]
    public async Task ReadAsync_AsksWg_WhenThereIsNoSocket()
    {
        Assert.Equal(7, (await _socket.Tool().ReadAsync(TestContext.Current.CancellationToken))!.ListenPort);
        Assert.Equal(["wg show mesh0 dump"], _socket.Commands);
    }

    [Fact]
    public async Task ReadAsync_AsksWg_WhenTheSocketWasLeftBehind()
    {
        // Under the name by which it was bound, .NET would take the file away; who is killed leaves it.
        var bound = _socket.Path + ".bound";
        using (var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            listener.Bind(new UnixDomainSocketEndPoint(bound));
            listener.Listen(1);
            File.Move(bound, _socket.Path);
        }

        Assert.True(File.Exists(_socket.Path));
        Assert.Equal(7, (await _socket.Tool().ReadAsync(TestContext.Current.CancellationToken))!.ListenPort);
        Assert.Equal(["wg show mesh0 dump"], _socket.Commands);
    }

    [Theory]
    [InlineData("listen_port=1\n")]
    [InlineData("errno=22\n\n")]
    [InlineData("hello\n\n")]
    [InlineData("")]
    public async Task ReadAsync_AsksWg_WhenTheAnswerIsStrange(string answer)
    {
        using var listener = _socket.Listen();
        var answering = FakeControlSocket.AnswerAsync(listener, answer);
        Assert.Equal(7, (await _socket.Tool().ReadAsync(TestContext.Current.CancellationToken))!.ListenPort);
        await answering;
        Assert.Equal(["wg show mesh0 dump"], _socket.Commands);
    }

    [Fact]
    public async Task ReadAsync_GivesUp_WhenTheSocketHangs()
    {
        using var listener = _socket.Listen();
        var reading = _socket.Tool().ReadAsync(TestContext.Current.CancellationToken);
        using var asked = await listener.AcceptAsync(TestContext.Current.CancellationToken);
        _socket.Time.Advance(ProcessRunner.Limit);
        await Assert.ThrowsAsync<TimeoutException>(() => reading.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        Assert.Empty(_socket.Commands);
    }

    [Fact]
    public async Task ReadAsync_GivesUp_WhenTheAnswerHasNoEnd()
    {
        using var listener = _socket.Listen();
        var reading = _socket.Tool().ReadAsync(TestContext.Current.CancellationToken);
        using var asked = await listener.AcceptAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<SocketException>(async () =>
        {
            var line = Encoding.ASCII.GetBytes(new string('x', 64 * 1024));
            for (var sent = 0; sent < 2 * WireGuardSocket.Most; sent += line.Length)
            {
                await asked.SendAsync(line, TestContext.Current.CancellationToken);
            }
        });
        await Assert.ThrowsAsync<IOException>(() => reading);
        Assert.Empty(_socket.Commands);
    }

    [Fact]
    public async Task ReadAsync_Stops_WhenItIsCancelled()
    {
        using var listener = _socket.Listen();
        using var stop = new CancellationTokenSource();
        var reading = _socket.Tool().ReadAsync(stop.Token);
        using var asked = await listener.AcceptAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }
}
