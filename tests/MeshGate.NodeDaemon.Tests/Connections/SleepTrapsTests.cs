using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Connections;

namespace MeshGate.NodeDaemon.Tests.Connections;

/// <summary>Real loopback sockets; that nothing comes is told by what is sent afterwards and does.</summary>
public sealed class SleepTrapsTests : IDisposable
{
    private readonly SleepTraps _traps = new();
    private readonly UdpClient _wireGuard = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly BlockingCollection<AgentEvent.PacketCaught> _caught = [];

    public SleepTrapsTests()
    {
        _traps.Port = ((IPEndPoint)_wireGuard.Client.LocalEndPoint!).Port;
        _traps.Bind(caught => _caught.Add((AgentEvent.PacketCaught)caught));
    }

    [Fact]
    public void Open_CatchesWhatWireGuardSendsToAPeer_ButNoKeepaliveNorGarbage()
    {
        var (a, b) = (_traps.Open("a")!, _traps.Open("b")!);
        Assert.NotEqual(a, b);
        Assert.Equal(a, _traps.Open("a"));
        Assert.True(SleepTraps.IsTrap(a));
        Send(a, [4, .. new byte[31]]);
        Send(a, [2, .. new byte[91]]);
        Send(a, [1, .. new byte[100]]);
        Send(a, []);
        Send(b, [1, .. new byte[147]]);
        Send(a, [4, .. new byte[32]]);

        Assert.Equal([("b", 148), ("a", 33)], [Next(), Next()]);
    }

    [Fact]
    public void Open_LetsNobodyElseIn()
    {
        var trap = _traps.Open("a")!;
        using var stranger = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        stranger.Send([4, .. new byte[60]], trap);
        Send(trap, [4, .. new byte[50]]);
        Assert.Equal(("a", 51), Next());
    }

    [Fact]
    public void OnReadable_DropsWhatTheLoopDoesNotTake()
    {
        var (a, b) = (_traps.Open("a")!, _traps.Open("b")!);
        for (var i = 0; i < 3 * CaughtPackets.Capacity; i++)
        {
            Send(a, [4, .. new byte[50]]);
        }

        Send(b, [4, .. new byte[50]]);
        var got = Enumerable.Range(0, CaughtPackets.Capacity + 1).Select(_ => Next().Peer).ToLookup(peer => peer);
        Assert.Equal((CaughtPackets.Capacity, 1), (got["a"].Count(), got["b"].Count()));

        Send(b, [4, .. new byte[51]]);
        Assert.Equal(("b", 52), Next());
    }

    [Theory]
    [InlineData("127.78.1.2:99", true)]
    [InlineData("127.77.1.2:99", false)]
    [InlineData("[::1]:99", false)]
    public void IsTrap_KnowsTheirRange(string address, bool isTrap) => Assert.Equal(isTrap, SleepTraps.IsTrap(IPEndPoint.Parse(address)));

    [Fact]
    public void CaughtPackets_KeepTheFirstAndTheLatestInitiation()
    {
        var caught = new CaughtPackets();
        Assert.True(caught.Add([1, .. new byte[147]], TimeSpan.Zero));
        Assert.True(caught.Add([4, 1], TimeSpan.FromSeconds(1)));
        Assert.True(caught.Add([1, .. new byte[146], 7], TimeSpan.FromSeconds(5)));
        for (byte i = 0; i < CaughtPackets.Capacity - 2; i++)
        {
            Assert.True(caught.Add([4, i], TimeSpan.FromSeconds(6)));
        }

        Assert.False(caught.Add([4, 99], TimeSpan.FromSeconds(6)));
        var all = caught.Take();
        Assert.Equal((CaughtPackets.Capacity, (byte)7), (all.Count, all[1][^1]));
        Assert.True(caught.IsEmpty);
    }

    public void Dispose()
    {
        _traps.Dispose();
        _wireGuard.Dispose();
        _caught.Dispose();
    }

    private void Send(IPEndPoint to, byte[] packet) => _wireGuard.Send(packet, to);

    private (string Peer, int Length) Next()
    {
        Assert.True(_caught.TryTake(out var caught, TimeSpan.FromSeconds(10)), "nothing was caught");
        return (caught.Peer, caught.Packet.Length);
    }
}
