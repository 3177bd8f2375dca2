using System.Net;
using MeshGate.Core.Identity;
using MeshGate.NodeDaemon.Processes;
using MeshGate.NodeDaemon.Tests.Fakes;
using MeshGate.NodeDaemon.WireGuard;

namespace MeshGate.NodeDaemon.Tests.WireGuard;

/// <summary>How peers are changed: at the control socket where somebody listens, by <c>wg</c> where nobody does; a key by <c>wg</c> alone.</summary>
public sealed class WgToolTests : IDisposable
{
    private static readonly PublicKey Peer = Key(2);
    private static readonly IPEndPoint There = IPEndPoint.Parse("[2001:db8::1]:51820");
    private readonly FakeControlSocket _socket = new();

    public void Dispose() => _socket.Dispose();

    [Fact]
    public async Task MoveAsync_TellsTheSocketAlone_WhenSomebodyListens()
    {
        using var listener = _socket.Listen();
        var told = FakeControlSocket.AnswerAsync(listener, "errno=0\n\n");

        await _socket.Tool().MoveAsync([(Peer, There)], TestContext.Current.CancellationToken);

        Assert.Equal($"set=1\npublic_key={Hex(2)}\nendpoint=[2001:db8::1]:51820\n\n", await told);
        Assert.Empty(_socket.Commands);
    }

    [Fact]
    public async Task AllowAsync_ReplacesNetworks_WhenSomebodyListens()
    {
        using var listener = _socket.Listen();
        var told = FakeControlSocket.AnswerAsync(listener, "errno=0\n\n");

        await _socket.Tool().AllowAsync([(Peer, [IPNetwork.Parse("100.96.0.2/32"), IPNetwork.Parse("fd6d::2/128")]), (Key(3), [])], TestContext.Current.CancellationToken);

        Assert.Equal($"set=1\npublic_key={Hex(2)}\nreplace_allowed_ips=true\nallowed_ip=100.96.0.2/32\nallowed_ip=fd6d::2/128\npublic_key={Hex(3)}\nreplace_allowed_ips=true\n\n", await told);
        Assert.Empty(_socket.Commands);
    }

    [Fact]
    public async Task SetAsync_GivesTheKeyByWg_AndPeersAtTheSocket()
    {
        using var listener = _socket.Listen();
        var answering = Task.Run(async () => new[]
        {
            await FakeControlSocket.AnswerAsync(listener, $"public_key={Hex(9)}\nerrno=0\n\n"),
            await FakeControlSocket.AnswerAsync(listener, "errno=0\n\n"),
        });

        await _socket.Tool().SetAsync(Wanted(new WireGuardPeerConfig { PublicKey = Peer, Endpoint = There, PersistentKeepalive = 10, AllowedIPs = [IPNetwork.Parse("100.96.0.2/32")] }), TestContext.Current.CancellationToken);

        Assert.Equal(["wg set mesh0 private-key /keys/private.key listen-port 51820 fwmark 0x51"], _socket.Commands);
        Assert.Equal(
            $"set=1\npublic_key={Hex(9)}\nremove=true\npublic_key={Hex(2)}\nendpoint=[2001:db8::1]:51820\npersistent_keepalive_interval=10\nreplace_allowed_ips=true\nallowed_ip=100.96.0.2/32\n\n",
            (await answering)[1]);
    }

    [Theory]
    [InlineData("errno=-22\n\n")]
    [InlineData("errno=22\n\n")]
    [InlineData("what?\n\n")]
    [InlineData("")]
    public async Task MoveAsync_Fails_WhenTheDeviceRefuses(string answer)
    {
        using var listener = _socket.Listen();
        var told = FakeControlSocket.AnswerAsync(listener, answer);

        await Assert.ThrowsAsync<IOException>(() => _socket.Tool().MoveAsync([(Peer, There)], TestContext.Current.CancellationToken));

        await told;
        Assert.Empty(_socket.Commands);
    }

    [Fact]
    public async Task MoveAsync_GivesUp_WhenTheSocketHangs()
    {
        using var listener = _socket.Listen();
        var moving = _socket.Tool().MoveAsync([(Peer, There)], TestContext.Current.CancellationToken);
        using var asked = await listener.AcceptAsync(TestContext.Current.CancellationToken);
        _socket.Time.Advance(ProcessRunner.Limit);

        await Assert.ThrowsAsync<TimeoutException>(() => moving.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task MoveAsync_SplitsIntoSeveralCalls_WhenThereAreManyPeersAndNoSocket()
    {
        var peers = Enumerable.Range(1, 250).Select(i => (Key((byte)i), There)).ToArray();

        await _socket.Tool().MoveAsync(peers, TestContext.Current.CancellationToken);

        Assert.Equal([100, 100, 50], _socket.Commands.Select(command => command.Split(" peer ").Length - 1));
    }

    [Fact]
    public async Task MoveAsync_DoesNothing_WhenNobodyMoves()
    {
        await _socket.Tool().MoveAsync([], TestContext.Current.CancellationToken);

        Assert.Empty(_socket.Commands);
    }

    private static WireGuardConfig Wanted(params WireGuardPeerConfig[] peers)
        => new() { PrivateKeyFile = "/keys/private.key", PublicKey = Key(1), ListenPort = 51820, Peers = [.. peers] };

    private static string Hex(byte low) => low.ToString("x2", System.Globalization.CultureInfo.InvariantCulture) + new string('0', 60) + "01";

    private static PublicKey Key(byte low)
    {
        var bytes = new byte[32];
        (bytes[0], bytes[31]) = (low, 1);
        return PublicKey.FromBytes(bytes);
    }
}
