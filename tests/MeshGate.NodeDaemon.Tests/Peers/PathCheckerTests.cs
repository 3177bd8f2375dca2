using System.Net;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.NodeDaemon.Tracing;
using MeshGate.NodeDaemon.Turn;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.Keys;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshGate.NodeDaemon.Tests.Peers;

/// <summary>Two daemons' path checkers joined by a wire that the test can listen to, repeat and forge on.</summary>
public sealed partial class PathCheckerTests : IDisposable
{
    private static readonly IPEndPoint AddressOfA = IPEndPoint.Parse("198.51.100.1:51820");
    private static readonly IPEndPoint AddressOfB = IPEndPoint.Parse("198.51.100.2:51820");
    private static readonly IPEndPoint Attacker = IPEndPoint.Parse("203.0.113.66:6666");

    private readonly Wire _wire = new();
    private readonly End _a;
    private readonly End _b;

    public PathCheckerTests()
    {
        _a = new End(1, AddressOfA, _wire);
        _b = new End(2, AddressOfB, _wire);
        _a.Meet(_b);
        _b.Meet(_a);
    }

    [Fact]
    public void Checks_ConnectBothEnds_WhenEachKnowsTheOther()
    {
        Connect();

        Assert.Equal(AddressOfB, _a.Session.Endpoint);
        Assert.Equal(AddressOfA, _b.Session.Endpoint);
    }

    [Fact]
    public void Handle_AnswersOnceWithEqualLength_WhenARequestComes()
    {
        _a.Learn(AddressOfB);
        var request = _wire.Sent.Single();

        _b.Checker.Handle(AddressOfA, request.Message, TimeSpan.Zero);
        var answers = _wire.Sent.Skip(1).Where(sent => sent.To.Equals(AddressOfA) && sent.Message[0] == 1).ToList();

        Assert.Equal(request.Message.Length, Assert.Single(answers).Message.Length);
    }

    [Fact]
    public void Handle_PromisesNothing_WhenWireGuardDoesNotHaveThePeerYet()
    {
        var (controlling, controlled) = _a.Session.Checks.Controlling ? (_a, _b) : (_b, _a);
        controlled.Session.IsConfigured = false;
        controlling.Learn(controlled.Address);

        controlled.Checker.Handle(controlling.Address, _wire.Sent.Single().Message, TimeSpan.Zero);

        Assert.Single(_wire.Sent);
    }

    [Fact]
    public void Handle_StaysSilent_WhenARequestIsReplayed()
    {
        _a.Learn(AddressOfB);
        var request = _wire.Sent.Single();
        _b.Checker.Handle(AddressOfA, request.Message, TimeSpan.Zero);
        var before = (_wire.Sent.Count, _b.Session.Checks);

        _b.Checker.Handle(Attacker, request.Message, TimeSpan.FromSeconds(1));

        Assert.Equal(before, (_wire.Sent.Count, _b.Session.Checks));
    }

    [Fact]
    public void Handle_ChangesNothing_WhenTheSendersOwnMessagesComeBack()
    {
        Connect();
        var state = _a.Session.Checks;
        var sent = _wire.Sent.Count;

        foreach (var message in _wire.SentBy(AddressOfA))
        {
            _a.Checker.Handle(AddressOfB, message, TimeSpan.FromSeconds(1));
        }

        Assert.Equal(state, _a.Session.Checks);
        Assert.Equal(sent, _wire.Sent.Count);
    }

    [Fact]
    public void Handle_ChangesNothing_WhenAnyBitOfAMessageIsFlipped()
    {
        _a.Learn(AddressOfB);
        var request = _wire.Sent.Single().Message;
        var state = _b.Session.Checks;
        for (var bit = 0; bit < request.Length * 8; bit++)
        {
            var forged = request.ToArray();
            forged[bit / 8] ^= (byte)(1 << (bit % 8));
            _b.Checker.Handle(AddressOfA, forged, TimeSpan.Zero);
        }

        Assert.Single(_wire.Sent);
        Assert.Equal(state, _b.Session.Checks);
    }

    [Fact]
    public void Handle_KeepsTheEndpoint_WhenRecordedMessagesAreReplayedFromElsewhere()
    {
        Connect();
        var recorded = _wire.Sent.ToList();

        for (var round = 1; round <= 10; round++)
        {
            foreach (var (_, _, message) in recorded)
            {
                _a.Checker.Handle(Attacker, message, TimeSpan.FromSeconds(round));
                _b.Checker.Handle(Attacker, message, TimeSpan.FromSeconds(round));
            }
        }

        Assert.Equal(AddressOfB, _a.Session.Endpoint);
        Assert.Equal(AddressOfA, _b.Session.Endpoint);
        Assert.DoesNotContain(_wire.Sent, sent => sent.To.Equals(Attacker));
    }

    [Fact]
    public void Announce_TellsThePeerInBand_WhenCandidatesChanged()
    {
        Connect();

        Tell("203.0.113.1:40000", 2);

        Assert.Equal("203.0.113.1:40000", Assert.Single(_b.Session.Candidates).Address.ToString());
        Assert.Contains(_wire.Sent, sent => sent.From.Equals(AddressOfB) && sent.To.Equals(IPEndPoint.Parse("203.0.113.1:40000")));
        Assert.False(_a.Session.Checks.IsUntold);
    }

    [Fact]
    public void Announce_TellsThePeerInBand_WhereATurnServerTakesItsPackets()
    {
        Connect();
        _a.Session.Turn.Path = new TurnPath { Relayed = [IPEndPoint.Parse("203.0.113.9:50000")] };

        Tell("203.0.113.1:40000", 2);

        Assert.Same(_b.Session, Assert.Single(_b.Checker.TakeToldTurn()));
        Assert.Equal("203.0.113.9:50000", Assert.Single(_b.Session.Turn.Announced).ToString());
        Assert.Equal("203.0.113.1:40000", Assert.Single(_b.Session.Candidates).Address.ToString());
    }

    [Fact]
    public void Handle_LearnsNothing_OfAddressesThatNoPeerCanHave()
    {
        Connect();

        Tell("127.0.0.1:22", 2);

        Assert.DoesNotContain(_wire.Sent, sent => IPAddress.IsLoopback(sent.To.Address));
    }

    [Fact]
    public void Handle_LetsAPeerAimChecksOnceASecond_HoweverOftenItTells()
    {
        Connect();
        var before = _wire.Sent.Count;

        for (var i = 0; i < 100; i++)
        {
            Tell($"203.0.113.{i + 1}:40000", 2 + (i / 1000.0));
        }

        Assert.InRange(_wire.Sent.Skip(before).Count(sent => sent.To.Port == 40000), 1, ToldCandidates.AtOnce);
        Assert.False(_a.Session.Checks.IsUntold);
        _b.Checker.Tick(TimeSpan.FromSeconds(4));
        Assert.Equal("203.0.113.100:40000", Assert.Single(_b.Session.Candidates).Address.ToString());
    }

    [Fact]
    public void Handle_NeverThrows_WhenNonsenseComes()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var nonsense = new byte[random.Next(0, 300)];
            random.NextBytes(nonsense);
            _a.Checker.Handle(Attacker, nonsense, TimeSpan.Zero);
        }

        Assert.Empty(_wire.Sent);
    }

    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
    }

    private void Connect()
    {
        _a.Learn(AddressOfB);
        _b.Learn(AddressOfA);
        for (var i = 0; i < 100 && _wire.Deliver(_a, _b, TimeSpan.FromMilliseconds(10 * i)); i++)
        {
        }

        Assert.Equal(CheckListPhase.Connected, _a.Session.Checks.Phase);
        Assert.Equal(CheckListPhase.Connected, _b.Session.Checks.Phase);
    }

    /// <summary>A announces one candidate, and everything on the wire is delivered.</summary>
    private void Tell(string candidate, double seconds)
    {
        _a.Checker.Announce([new RemoteCandidate(IPEndPoint.Parse(candidate), RemoteCandidateKind.ServerReflexive)], TimeSpan.FromSeconds(seconds));
        for (var i = 0; i < 100 && _wire.Deliver(_a, _b, TimeSpan.FromSeconds(seconds)); i++)
        {
        }
    }

    /// <summary>Remembers everything and delivers on demand.</summary>
    private sealed class Wire
    {
        private int _delivered;

        public List<(IPEndPoint From, IPEndPoint To, byte[] Message)> Sent { get; } = [];

        public IEnumerable<byte[]> SentBy(IPEndPoint from) => [.. Sent.Where(sent => sent.From.Equals(from)).Select(sent => sent.Message)];

        public bool Deliver(End a, End b, TimeSpan now)
        {
            if (_delivered == Sent.Count)
            {
                return false;
            }

            var (from, to, message) = Sent[_delivered++];
            (to.Equals(a.Address) ? a : to.Equals(b.Address) ? b : null)?.Checker.Handle(from, message, now);
            return true;
        }
    }

    private sealed class End : IStunTransport, IDisposable
    {
        private readonly PrivateKey _key;
        private readonly PeerTable _peers;
        private readonly Wire _wire;
        private readonly DaemonMetrics _metrics = new();
        private readonly PathTraces _traces = new("end", TimeProvider.System);

        public End(byte seed, IPEndPoint address, Wire wire)
        {
            var bytes = new byte[32];
            bytes[5] = seed;
            _key = PrivateKey.FromBytes(bytes);
            _peers = new PeerTable(_key);
            _wire = wire;
            Address = address;
            var reader = new PeerReader(new NoKubernetes(), TimeProvider.System, NullLogger<PeerReader>.Instance);
            Checker = new PathChecker(_peers, _key, this, reader, _metrics, _traces, NullLogger<PathChecker>.Instance);
        }

        public IPEndPoint Address { get; }

        public PathChecker Checker { get; }

        public PeerSession Session => _peers.All.Single();

        public void Meet(End other)
        {
            _peers.Sync([new PeerIdentity("peer", other._key.PublicKey, [])], TimeSpan.Zero);
            Session.IsConfigured = true;
        }

        public void Learn(IPEndPoint address)
            => Checker.Step(Session, new CheckListEvent.CandidatesLearned([new RemoteCandidate(address, RemoteCandidateKind.Host)]), TimeSpan.Zero);

        public bool Listen(int port) => false;

        public bool TrySend(IPEndPoint to, ReadOnlySpan<byte> message)
        {
            _wire.Sent.Add((Address, to, message.ToArray()));
            return true;
        }

        public void Dispose()
        {
            _key.Dispose();
            _metrics.Dispose();
            _traces.Dispose();
        }
    }
}
