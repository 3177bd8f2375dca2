using System.Net;
using System.Net.Sockets;
using System.Text;
using MeshGate.NodeDaemon.Relays;
using MeshGate.Traversal.Keys;
using MeshGate.Traversal.PathChecks;
using MeshGate.Traversal.Relays;
using MeshGate.Traversal.Stun;

namespace MeshGate.NodeDaemon.Tests.Relays;

/// <summary>Real sockets on loopback.</summary>
[Collection(AloneCollection.Name)]
public sealed class RelayForwarderTests : IDisposable
{
    private readonly RelayTraffic _traffic = new();
    private readonly PrivateKey _own = PrivateKey.Generate(Enumerable.Repeat((byte)7, 32).ToArray());
    private readonly PrivateKey _node = PrivateKey.Generate(Enumerable.Repeat((byte)9, 32).ToArray());
    private readonly RelayForwarder _relay;
    private readonly Socket _a = Open(AddressFamily.InterNetwork);
    private readonly Socket _b = Open(AddressFamily.InterNetworkV6);
    private readonly Socket _stranger = Open(AddressFamily.InterNetwork);
    private readonly int _port = FreePort();

    public RelayForwarderTests() => _relay = new RelayForwarder(PeerTag.Of(_own.PublicKey), _traffic, TimeProvider.System);

    public void Dispose()
    {
        _relay.Dispose();
        _a.Dispose();
        _b.Dispose();
        _stranger.Dispose();
        _own.Dispose();
        _node.Dispose();
    }

    [Fact]
    public void Packets_GoBetweenTheTwoAddresses_OfEitherFamily()
    {
        Pair();

        Send(_a, "ping");
        Assert.Equal("ping", Receive(_b));
        Send(_b, "pong");
        Assert.Equal("pong", Receive(_a));
    }

    [Fact]
    public void Packets_FromAnywhereElse_AreDroppedAndCounted()
    {
        Pair();

        Send(_stranger, "let me in");
        Send(_a, "ping");

        Assert.Equal("ping", Receive(_b));
        Assert.Equal(1, _traffic.DroppedUnproven);
        Assert.Equal(0, _stranger.Available);
    }

    [Fact]
    public void Packets_AreDropped_BeforeBothEndsAreBound()
    {
        Assert.True(_relay.TryOpen(_port, 1000, out _));

        Send(_a, "ping");
        Assert.True(SpinWait.SpinUntil(() => _traffic.DroppedUnproven == 1, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Messages_ForTheRelay_AreHandedOn_AndOtherStunIsForwarded()
    {
        var handed = new System.Collections.Concurrent.BlockingCollection<(int, IPEndPoint, int)>();
        _relay.Bind((port, from, message) => handed.Add((port, from, message.Length)));
        Pair();

        Assert.True(RelayKeys.TryDerive(_node, _own.PublicKey, out var keys));
        Span<byte> buffer = stackalloc byte[RelayCodec.MaxLength];
        var session = SessionId.FromBytes([1, 2, 3, 4, 5, 6, 7, 8]);
        var transaction = TransactionId.FromBytes(new byte[12]);
        var length = RelayCodec.Encode(buffer, StunClass.Request, transaction, keys.ForOwnRequests(session), new RelayMessage { Kind = RelayMessageKind.Bind, Sequence = 1 });
        _stranger.SendTo(buffer[..length], Relay(_stranger));
        Assert.True(handed.TryTake(out var got, TimeSpan.FromSeconds(10)));
        Assert.Equal((_port, (IPEndPoint)_stranger.LocalEndPoint!, length), got);

        length = RelayCodec.Encode(buffer, StunClass.Request, transaction, keys.ForOtherRequests(session), new RelayMessage { Kind = RelayMessageKind.Bind, Sequence = 1 });
        _a.SendTo(buffer[..length], Relay(_a));
        Assert.Equal(length, _b.Receive(new byte[2048]));
    }

    [Fact]
    public void Packets_BeyondTheQuota_AreDropped()
    {
        Pair(packetsPerSecond: 1);
        for (var i = 0; i < 200; i++)
        {
            Send(_a, "flood");
        }

        Assert.True(SpinWait.SpinUntil(() => _traffic.Forwarded + _traffic.DroppedQuota == 200, TimeSpan.FromSeconds(10)));
        Assert.InRange(_traffic.Forwarded, 64, 70);
    }

    [Fact]
    public void TryOpen_SaysWhy_WhenThePortIsTaken()
    {
        using var taken = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp) { DualMode = true };
        taken.Bind(new IPEndPoint(IPAddress.IPv6Any, 0));

        Assert.False(_relay.TryOpen(((IPEndPoint)taken.LocalEndPoint!).Port, 1, out var problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void Close_FreesThePort()
    {
        Pair();
        _relay.Close(_port);

        Assert.True(_relay.TryOpen(_port, 1, out _));
    }

    /// <summary>
    /// Real time: some thousand packets pass, and the process allocates less than half a byte for each. Of several batches the best counts: what else goes on in the process is
    /// not in all of them, what each packet costs is.
    /// </summary>
    [Fact]
    public void Forwarding_AllocatesNothing_ForAPacket()
    {
        const int Batches = 5;
        const int Packets = 4_000;
        Pair(packetsPerSecond: 1_000_000);
        var buffer = new byte[2048];
        var payload = new byte[200];
        for (var i = 0; i < 100; i++)
        {
            _a.SendTo(payload, Relay(_a));
            _b.Receive(buffer);
        }

        var target = Relay(_a).Serialize();
        var least = long.MaxValue;
        for (var batch = 0; batch < Batches; batch++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var i = 0; i < Packets; i++)
            {
                _a.SendTo(payload, SocketFlags.None, target);
                _b.Receive(buffer);
            }

            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.InRange(least, 0, Packets / 2);
    }

    private static Socket Open(AddressFamily family)
    {
        var socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 10_000 };
        socket.Bind(new IPEndPoint(family == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback, 0));
        return socket;
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp) { DualMode = true };
        socket.Bind(new IPEndPoint(IPAddress.IPv6Any, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private IPEndPoint Relay(Socket from) => new(((IPEndPoint)from.LocalEndPoint!).Address, _port);

    private void Pair(long packetsPerSecond = 10_000)
    {
        Assert.True(_relay.TryOpen(_port, packetsPerSecond, out var problem), problem);
        _relay.Forward(_port, (IPEndPoint)_a.LocalEndPoint!, (IPEndPoint)_b.LocalEndPoint!);
    }

    private void Send(Socket from, string text) => from.SendTo(Encoding.ASCII.GetBytes(text), Relay(from));

    private static string Receive(Socket socket)
    {
        var buffer = new byte[2048];
        return Encoding.ASCII.GetString(buffer, 0, socket.Receive(buffer));
    }
}
