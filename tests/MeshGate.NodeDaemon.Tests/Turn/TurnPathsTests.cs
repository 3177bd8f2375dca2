using System.Net;
using System.Net.Sockets;
using MeshGate.Core.Policy;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.NodeDaemon.Turn;
using MeshGate.Traversal.Discovery;
using MeshGate.Traversal.Stun;

namespace MeshGate.NodeDaemon.Tests.Turn;

/// <summary>Against a real coturn, in real time: what a server does cannot be sped up.</summary>
public sealed class TurnPathsTests : IAsyncLifetime
{
    private readonly Socket _peer = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 3000 };
    private readonly TurnEnd _end = new();

    public TurnPathsTests() => _peer.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    private IPEndPoint Peer => (IPEndPoint)_peer.LocalEndPoint!;

    private TurnPathOrder ToPeer => new("b", [Peer]);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _end.DisposeAsync();
        _peer.Dispose();
    }

    [Theory]
    [InlineData(TurnTransport.Udp)]
    [InlineData(TurnTransport.Tcp)]
    [InlineData(TurnTransport.Tls)]
    public async Task Set_LetsBothEndsTalk_OverEachTransport(TurnTransport transport)
    {
        await using var coturn = await Coturn.StartAsync();
        _end.Set([coturn.Order(transport)], ToPeer);
        var path = await _end.WaitAsync("b", IsUsable);

        Assert.Equal(transport, path.Transport);
        Assert.Null(path.Problem);
        Exchange(path);

        _end.Set([coturn.Order(transport)]);
        await WaitUntilAsync(() => _end.Path("b") is null && _end.Counters.Allocations == 0);
    }

    [Fact]
    public async Task Set_PrefersUdp_AndTheServerThatAnswers()
    {
        await using var coturn = await Coturn.StartAsync();
        var dead = new TurnServerOrder("127.0.0.1:9", TurnTransport.Udp, null, null, Coturn.Credentials());
        _end.Set([dead, coturn.Order(TurnTransport.Tls), coturn.Order(TurnTransport.Tcp), coturn.Order()], ToPeer);

        Assert.Equal(TurnTransport.Udp, (await _end.WaitAsync("b", IsUsable)).Transport);
    }

    [Fact]
    public async Task Set_TakesTcp_WhereNoUdpPasses()
    {
        await using var coturn = await Coturn.StartAsync("no-udp");
        _end.Set([coturn.Order(), coturn.Order(TurnTransport.Tcp)], ToPeer);
        var path = await _end.WaitAsync("b", IsUsable);

        Assert.Equal(TurnTransport.Tcp, path.Transport);
        Exchange(path);
    }

    [Fact]
    public async Task Set_ReachesEveryPeer_WhenManyAreWantedAtOnce_WhereOnlyTlsPasses()
    {
        await using var coturn = await Coturn.StartAsync("no-udp");
        TurnPathOrder[] wanted = [.. Enumerable.Range(0, 12).Select(number => new TurnPathOrder($"peer-{number}", [new(IPAddress.Parse("192.0.2.1"), 4000 + number)]))];
        _end.Set([coturn.Order(), coturn.Order(TurnTransport.Tls)], wanted);
        foreach (var order in wanted)
        {
            Assert.Equal(TurnTransport.Tls, (await _end.WaitAsync(order.Peer, IsUsable)).Transport);
        }
    }

    /// <summary>Even where they are seen at the same address.</summary>
    [Fact]
    public async Task Set_SharesNeitherAllocationNorAddress_BetweenPeers()
    {
        await using var coturn = await Coturn.StartAsync();
        TurnPathOrder[] wanted = [.. Enumerable.Range(0, 12).Select(number => new TurnPathOrder($"peer-{number}", [Peer]))];
        _end.Set([coturn.Order()], wanted);
        var paths = await Task.WhenAll(wanted.Select(order => _end.WaitAsync(order.Peer, IsUsable)));

        Assert.Distinct(paths.SelectMany(path => path.Relayed));
        Assert.Distinct(paths.SelectMany(path => path.Remotes).Select(remote => remote.Loopback));
    }

    [Fact]
    public async Task Path_Survives_ANonceThatGrowsStale()
    {
        await using var coturn = await Coturn.StartAsync("stale-nonce=1");
        _end.Set([coturn.Order()], ToPeer);
        var first = await _end.WaitAsync("b", IsUsable);
        await Task.Delay(TimeSpan.FromSeconds(2.5), TimeProvider.System, TestContext.Current.CancellationToken);
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _end.Set([coturn.Order()], new TurnPathOrder("b", [Peer, (IPEndPoint)other.LocalEndPoint!]));
        var path = await _end.WaitAsync("b", found => found.Remotes.Length == 2);

        Assert.Equal(first.Relayed, path.Relayed);
        Exchange(path);
    }

    [Fact]
    public async Task Path_UsesTheNextServer_AndSaysWhy_WhenCredentialsAreWrong()
    {
        await using var wrong = await Coturn.StartAsync();
        _end.Set([wrong.Order(secret: "another secret")], ToPeer);
        var refused = await _end.WaitAsync("b", found => found.Problem is not null);
        Assert.Contains("does not accept this node's credentials (401", refused.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("another secret", refused.Problem, StringComparison.Ordinal);

        await using var right = await Coturn.StartAsync();
        _end.Set([wrong.Order(secret: "another secret"), right.Order()], ToPeer);
        var path = await _end.WaitAsync("b", IsUsable);
        Assert.Equal($"127.0.0.1:{right.Port}", path.Server);
        Exchange(path);
    }

    [Fact]
    public async Task Path_IsSet_AgainWhenNewCredentialsCome()
    {
        await using var coturn = await Coturn.StartAsync();
        _end.Set([coturn.Order(secret: "another secret")], ToPeer);
        await _end.WaitAsync("b", found => found.Problem is not null);
        _end.Set([coturn.Order()], ToPeer);

        Exchange(await _end.WaitAsync("b", IsUsable));
    }

    [Fact]
    public async Task Path_MovesToTheNextServer_WhenOneDies_AndComesBack()
    {
        await using var first = await Coturn.StartAsync();

        // Credentials of another second would make it another server, whose failure is another one's.
        var order = first.Order();
        _end.Set([order], ToPeer);
        await _end.WaitAsync("b", IsUsable);
        await using var second = await Coturn.StartAsync();
        _end.Set([order, second.Order()], ToPeer);
        await first.KillAsync();
        var moved = await _end.WaitAsync("b", found => IsUsable(found) && found.Server == $"127.0.0.1:{second.Port}");
        Exchange(moved);
        Assert.Contains(_end.Problems, problem => problem.Contains("stopped answering", StringComparison.Ordinal));
        Assert.Equal(2, _end.Report.Servers);
        Assert.StartsWith($"127.0.0.1:{first.Port} (UDP): ", Assert.Single(_end.Report.Problems), StringComparison.Ordinal);

        await second.KillAsync();
        await first.RunAsync();
        Exchange(await _end.WaitAsync("b", found => IsUsable(found) && found.Server == $"127.0.0.1:{first.Port}"));
    }

    [Theory]
    [InlineData("user-quota=1", "(486")]
    [InlineData("max-port=49200", "(508")]
    public async Task Path_UsesTheNextServer_AndSaysWhy_WhenOneHasNoMore(string setting, string expected)
    {
        await using var small = await Coturn.StartAsync("min-port=49200", setting);
        var server = small.Order();
        _end.Set([server], ToPeer);
        await _end.WaitAsync("b", IsUsable);
        _end.Set([server], ToPeer, new TurnPathOrder("c", [Peer]));
        var refused = await _end.WaitAsync("c", found => found.Problem is not null);
        Assert.Contains(expected, refused.Problem, StringComparison.Ordinal);

        await using var large = await Coturn.StartAsync();
        _end.Set([server, large.Order()], ToPeer, new TurnPathOrder("c", [Peer]));
        Assert.Equal($"127.0.0.1:{large.Port}", (await _end.WaitAsync("c", IsUsable)).Server);
        Exchange(_end.Path("b")!);
    }

    [Fact]
    public async Task Path_SaysWhy_WhenTheCertificateIsOfAnotherAuthority()
    {
        await using var coturn = await Coturn.StartAsync();
        await using var stranger = await Coturn.StartAsync();
        _end.Set([coturn.Order(TurnTransport.Tls, authority: stranger.Authority)], ToPeer);

        var refused = await _end.WaitAsync("b", found => found.Problem is not null);
        Assert.Contains("certificate", refused.Problem, StringComparison.Ordinal);

        _end.Set([coturn.Order(TurnTransport.Tls, serverName: "other.mesh.test")], ToPeer);
        Assert.Contains("certificate", (await _end.WaitAsync("b", found => found.Problem != refused.Problem || !IsUsable(found))).Problem, StringComparison.Ordinal);

        _end.Set([coturn.Order(TurnTransport.Tls, serverName: "turn.mesh.test")], ToPeer);
        Exchange(await _end.WaitAsync("b", IsUsable));
    }

    [Fact]
    public async Task TwoEnds_Talk_FromRelayedAddressToRelayedAddress()
    {
        await using var coturn = await Coturn.StartAsync();
        await using var other = new TurnEnd();
        _end.Set([coturn.Order()], new TurnPathOrder("b", []));
        other.Set([coturn.Order(TurnTransport.Tcp)], new TurnPathOrder("a", []));
        var mine = await _end.WaitAsync("b", found => !found.Relayed.IsEmpty);
        var theirs = await other.WaitAsync("a", found => !found.Relayed.IsEmpty);

        _end.Set([coturn.Order()], new TurnPathOrder("b", theirs.Relayed));
        other.Set([coturn.Order(TurnTransport.Tcp)], new TurnPathOrder("a", mine.Relayed));
        mine = await _end.WaitAsync("b", IsUsable);
        theirs = await other.WaitAsync("a", IsUsable);
        _end.Send("there", mine.Remotes[0].Loopback);
        Assert.Equal(("there", theirs.Remotes[0].Loopback), other.Receive());
        other.Send("back", theirs.Remotes[0].Loopback);
        Assert.Equal(("back", mine.Remotes[0].Loopback), _end.Receive());
    }

    [Fact]
    public async Task Checks_FromWireGuardsPort_PassThroughTheLoopbackAddress()
    {
        await using var coturn = await Coturn.StartAsync();
        _end.Set([coturn.Order()], ToPeer);
        var path = await _end.WaitAsync("b", IsUsable);
        var source = new TaskCompletionSource<IPEndPoint>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var poller = new SocketPoller("test");
        using var raw = new RawStunSocket(AddressFamily.InterNetwork, (ushort)_end.Address.Port, poller, (from, _) => source.TrySetResult(from), error => source.TrySetException(error));
        var request = new byte[BindingCodec.RequestLength];
        BindingCodec.EncodeRequest(request, TransactionId.FromBytes("a transactio"u8));

        Assert.True(raw.TrySend(path.Remotes[0].Loopback, request));
        var buffer = new byte[100];
        Assert.Equal(request.Length, _peer.Receive(buffer));
        Assert.Equal(request, buffer[..request.Length]);

        _peer.SendTo(request, path.Relayed[0]);
        Assert.Equal(path.Remotes[0].Loopback, await source.Task.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Path_GivesAPort_ToAPeerWhoseNatChoseAnother_ButNotToManyAndNotToStrangers()
    {
        await using var coturn = await Coturn.StartAsync();
        _end.Set([coturn.Order()], ToPeer);
        var path = await _end.WaitAsync("b", IsUsable);
        var remapped = Enumerable.Range(0, 8).Select(_ => Bound(IPAddress.Loopback)).ToList();
        foreach (var socket in remapped)
        {
            socket.SendTo("hello"u8, path.Relayed[0]);
            var (text, from) = _end.Receive();
            Assert.Equal("hello", text);
            Assert.NotEqual(path.Remotes[0].Loopback, from);
            _end.Send("answer", from);
            Assert.Equal("answer", _end.Receive(socket).Text);
        }

        Assert.Equal(9, (await _end.WaitAsync("b", found => found.Remotes.Length == 9)).Remotes.Select(remote => remote.Loopback).Distinct().Count());
        using var ninth = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        ninth.SendTo("one too many"u8, path.Relayed[0]);
        using var stranger = Bound(IPAddress.Parse("127.0.0.9"));
        stranger.SendTo("not permitted"u8, path.Relayed[0]);
        using var intruder = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        intruder.SendTo("not WireGuard"u8, path.Remotes[0].Loopback);
        await WaitUntilAsync(() => _end.Counters.Refused >= 1);
        Exchange(path);
        remapped.ForEach(socket => socket.Dispose());
    }

    private static Socket Bound(IPAddress address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 3000 };
        socket.Bind(new IPEndPoint(address, 0));
        return socket;
    }

    private static bool IsUsable(TurnPath path) => !path.Relayed.IsEmpty && !path.Remotes.IsEmpty;

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 1000 && !condition(); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.True(condition());
    }

    /// <summary>A datagram each way: what comes first is the one just sent.</summary>
    private void Exchange(TurnPath path)
    {
        var loopback = path.Remotes.Single(remote => remote.Remote.Equals(Peer)).Loopback;
        _end.Send("to the peer", loopback);
        Assert.Equal(("to the peer", path.Relayed[0]), _end.Receive(_peer));
        _peer.SendTo("from the peer"u8, path.Relayed[0]);
        Assert.Equal(("from the peer", loopback), _end.Receive());
    }
}
