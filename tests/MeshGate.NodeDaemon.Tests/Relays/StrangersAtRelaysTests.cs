using System.Net;
using k8s.Models;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Balancing;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Relays;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.NodeDaemon.Tests.Fakes;
using MeshGate.NodeDaemon.Tracing;
using MeshGate.Traversal.Keys;
using MeshGate.Traversal.PathChecks;
using MeshGate.Traversal.Relays;
using MeshGate.Traversal.Stun;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshGate.NodeDaemon.Tests.Relays;

/// <summary>A relay of segment-2, its member b, and a of segment-1, which nobody here has orders about.</summary>
public sealed class StrangersAtRelaysTests : IDisposable, IStunTransport
{
    private static readonly SessionId Session = SessionId.FromBytes([1, 2, 3, 4, 5, 6, 7, 8]);
    private static readonly IPEndPoint AddressOfA = IPEndPoint.Parse("198.51.100.1:51820");
    private static readonly IPEndPoint AddressOfB = IPEndPoint.Parse("198.51.100.2:51820");

    private readonly PrivateKey _relay = PrivateKey.Generate([.. Enumerable.Repeat((byte)1, 32)]);
    private readonly PrivateKey _a = PrivateKey.Generate([.. Enumerable.Repeat((byte)2, 32)]);
    private readonly PrivateKey _b = PrivateKey.Generate([.. Enumerable.Repeat((byte)3, 32)]);
    private readonly DaemonMetrics _metrics = new();
    private readonly PathTraces _traces = new("relay", TimeProvider.System);
    private readonly List<(IPEndPoint To, byte[] Message)> _sent = [];
    private readonly RelayRunner _runner;
    private ulong _sequence;

    public StrangersAtRelaysTests()
    {
        var options = new DaemonOptions { NodeName = "relay", Namespace = "meshgate-system", InterfaceName = "mesh0", StateDirectory = "unused", ListenPort = 51820 };
        var peers = new PeerTable(_relay);
        var reader = new PeerReader(new FakeKubernetes(), TimeProvider.System, NullLogger<PeerReader>.Instance);
        var checker = new PathChecker(peers, _relay, this, reader, _metrics, _traces, NullLogger<PathChecker>.Instance);
        var parties = new RelayParties(_relay, peers, reader);
        var ports = new FakeRelayPorts();
        _runner = new RelayRunner(
            parties,
            new RelayServer(parties, new RelayLinker(options, parties, peers, checker, reader, this, ports, _metrics), this, ports, NullLogger<RelayServer>.Instance),
            new RelaySeeker(options, parties, peers, checker, reader, this, new TargetBreakers(TimeProvider.System, NullLogger<TargetBreakers>.Instance), _metrics, NullLogger<RelaySeeker>.Instance),
            new RelayReach(parties, peers, this),
            _metrics);
        peers.Sync([new PeerIdentity("b", _b.PublicKey, [IPNetwork.Parse("100.96.0.2/32")])], TimeSpan.Zero);
        _runner.Configure(new RelayOrders { IsWanted = true, Segment = "segment-2", Serves = new RelayDuty(40000, 40010) { Segments = ["segment-2"] } }, TimeSpan.Zero);
        Register();
    }

    [Fact]
    public void AStranger_IsServed_WhereItAsksForAMember_AndTheMemberIsToldItsName()
    {
        Send(_a, AddressOfA, RelayMessageKind.Ask, _b, name: "a");
        Assert.Empty(_sent);

        // What it asked waits until it is known who it is.
        _runner.Take("a", Node("a", _a, "segment-1"), TimeSpan.Zero);
        var challenge = Answer(_a, AddressOfA);
        Assert.Equal(RelayMessageKind.Challenge, challenge.Kind);
        Send(_a, AddressOfA, RelayMessageKind.Ask, _b, challenge.Token, "a");
        Assert.Equal(RelayMessageKind.Waiting, Answer(_a, AddressOfA).Kind);
        var notice = Notice();
        Assert.Equal(("a", _a.PublicKey), (notice.Name, notice.Peer));
    }

    [Fact]
    public void AStranger_IsNotServed_WhereItAsksForAStranger()
    {
        using var c = PrivateKey.Generate([.. Enumerable.Repeat((byte)4, 32)]);
        _runner.Take("nobody asked", Node("c", c, "segment-3"), TimeSpan.Zero);
        Send(_a, AddressOfA, RelayMessageKind.Ask, c, name: "a");
        _runner.Take("a", Node("a", _a, "segment-1"), TimeSpan.Zero);
        Assert.Equal((RelayMessageKind.Refused, RelayRefusal.NotServed), (Answer(_a, AddressOfA).Kind, LastRefusal));
    }

    [Fact]
    public void WhatWaits_IsForgotten_WhereItsSenderHasAnotherKey()
    {
        using var c = PrivateKey.Generate([.. Enumerable.Repeat((byte)4, 32)]);
        Send(_a, AddressOfA, RelayMessageKind.Ask, _b, name: "c");
        _runner.Take("c", Node("c", c, "segment-1"), TimeSpan.Zero);
        Assert.Empty(_sent);
    }

    public bool Listen(int port) => true;

    public bool TrySend(IPEndPoint to, ReadOnlySpan<byte> message)
    {
        _sent.Add((to, message.ToArray()));
        return true;
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _traces.Dispose();
        _relay.Dispose();
        _a.Dispose();
        _b.Dispose();
    }

    private RelayRefusal LastRefusal { get; set; }

    private static MeshNode Node(string name, PrivateKey key, string segment) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        Spec = new MeshNodeSpec(),
        Status = new MeshNodeStatus { Agent = new MeshNodeAgent { PublicKey = key.PublicKey.ToString() }, Assignment = new MeshNodeAssignment { Revision = "1", Segment = segment } },
    };

    private void Register()
    {
        Send(_b, AddressOfB, RelayMessageKind.Register, null);
        Send(_b, AddressOfB, RelayMessageKind.Register, null, Answer(_b, AddressOfB).Token);
        Assert.Equal(RelayMessageKind.Registered, Answer(_b, AddressOfB).Kind);
    }

    private void Send(PrivateKey from, IPEndPoint address, RelayMessageKind kind, PrivateKey? peer, RelayToken token = default, string name = "")
    {
        Assert.True(RelayKeys.TryDerive(from, _relay.PublicKey, out var keys));
        var buffer = new byte[RelayCodec.MaxLength];
        var message = new RelayMessage { Kind = kind, Peer = peer?.PublicKey ?? default, Token = token, Name = name, Sequence = ++_sequence };
        var transaction = TransactionId.FromBytes([.. BitConverter.GetBytes(_sequence), 0, 0, 0, 0]);
        var length = RelayCodec.Encode(buffer, StunClass.Request, transaction, keys.ForOwnRequests(Session), message);
        Assert.True(_runner.TryHandle(0, address, buffer.AsSpan(0, length), TimeSpan.Zero));
    }

    private RelayMessage Answer(PrivateKey to, IPEndPoint address) => Read(to, address, StunClass.Success);

    private RelayMessage Notice() => Read(_b, AddressOfB, StunClass.Indication);

    private RelayMessage Read(PrivateKey to, IPEndPoint address, StunClass @class)
    {
        Assert.True(RelayKeys.TryDerive(to, _relay.PublicKey, out var keys));
        RelayMessage? message = null;
        var at = _sent.FindIndex(sent => sent.To.Equals(address) && RelayCodec.TryVerify(sent.Message, keys.ForOwnRequests(Session), @class, out message));
        Assert.NotNull(message);
        _sent.RemoveAt(at);
        LastRefusal = message.Refusal;
        return message;
    }
}
