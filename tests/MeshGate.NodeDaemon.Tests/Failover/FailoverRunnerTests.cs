using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Failover;
using MeshGate.Core.Health;
using MeshGate.Core.Identity;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Failover;
using MeshGate.NodeDaemon.Health;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.NodeDaemon.Tests.Fakes;
using MeshGate.NodeDaemon.Tracing;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.Keys;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Failover;

public sealed class FailoverRunnerTests : IHelloWatch, IFailoverLane, IDisposable
{
    private static readonly IPEndPoint Turn = IPEndPoint.Parse("192.0.2.9:50000");
    private static readonly IPEndPoint Relay = IPEndPoint.Parse("192.0.2.20:40001");

    private readonly DaemonMetrics _metrics = new();
    private readonly PathTraces _traces = new("a", TimeProvider.System);
    private readonly PeerSession _session;
    private readonly PathChecker _checker;
    private readonly FailoverRunner _runner;
    private readonly List<int> _watchedAtMoves = [];
    private readonly List<(IPEndPoint Against, IPEndPoint Instead)> _pins = [];
    private IReadOnlyCollection<HelloTarget> _targets = [];

    public FailoverRunnerTests()
    {
        PrivateKey key = KeyOf(1);
        var peers = new PeerTable(key);
        _session = Assert.Single(peers.Sync([new PeerIdentity("b", KeyOf(2).PublicKey, [IPNetwork.Parse("100.96.0.2/32")])], TimeSpan.Zero));
        var time = new FakeTimeProvider();
        FakeNetwork.Place place = new FakeNetwork().Join(IPAddress.Parse("192.0.2.1"), (_, _) => { });
        _checker = new PathChecker(peers, key, place, new PeerReader(new FakeKubernetes(), time, NullLogger<PeerReader>.Instance), _metrics, _traces, NullLogger<PathChecker>.Instance);
        _runner = new FailoverRunner(peers, _checker, this, this, _metrics, _traces, NullLogger<FailoverRunner>.Instance);
    }

    public HelloSettings Settings { get; set; } = new();

    public long Packets => 0;

    public bool IsLate => false;

    public int Port { get; set; }

    [Fact]
    public void Tick_TellsWhoBeginsToWatch_WhichMoveLedToThePath()
    {
        Connect(Turn, TimeSpan.Zero);
        Connect(Relay, TimeSpan.FromMilliseconds(50));
        Assert.Empty(_targets);

        // Nobody is watched yet: whoever is told of a move of his then forgets it.
        Assert.Equal([0], _watchedAtMoves);

        _session.LatestHandshake = DateTimeOffset.UnixEpoch;
        _runner.Tick(TimeSpan.FromMilliseconds(300));
        HelloTarget target = Assert.Single(_targets);
        Assert.Equal(1, target.Move);

        _runner.Handle(new AgentEvent.HelloJudged("b", HelloVerdict.Up, TimeSpan.Zero, target.Move), TimeSpan.FromMilliseconds(400));
        _runner.Handle(new AgentEvent.HelloJudged("b", HelloVerdict.Suspect, TimeSpan.Zero, target.Move), TimeSpan.FromSeconds(1));
        Assert.Equal(FailoverPhase.Suspect, _runner.Find("b")!.State.Phase);
    }

    [Fact]
    public void Tick_HasASessionWatchedClosely_OnceItsUseIsNoBriefOne()
    {
        Connect(Relay, TimeSpan.Zero);
        _session.LatestHandshake = DateTimeOffset.UnixEpoch;
        Assert.False(IsWatchedClosely(new CheckListEvent.Used(InUse: true, IsBrief: true)));
        Assert.True(IsWatchedClosely(new CheckListEvent.Used(InUse: true)));
        Assert.False(IsWatchedClosely(new CheckListEvent.Used(InUse: false)));
    }

    [Fact]
    public void Tick_PinsThePathThatWasLeft_OnceThereWasAHandshake()
    {
        Connect(Turn, TimeSpan.Zero);
        Connect(Relay, TimeSpan.FromMilliseconds(50));
        Assert.Empty(_pins);

        _session.LatestHandshake = DateTimeOffset.UnixEpoch;
        Connect(Turn, TimeSpan.FromMilliseconds(100));
        Connect(Relay, TimeSpan.FromMilliseconds(150));
        Assert.Contains((Turn, Relay), _pins);
    }

    private bool IsWatchedClosely(CheckListEvent.Used used)
    {
        _checker.Step(_session, used, TimeSpan.FromSeconds(1));
        _runner.Tick(TimeSpan.FromSeconds(1));
        return Assert.Single(_targets).IsActive;
    }

    void IHelloWatch.Watch(IReadOnlyCollection<HelloTarget> targets) => _targets = targets;

    void IHelloWatch.Moved(string peer, int move, TimeSpan? roundTrip) => _watchedAtMoves.Add(_targets.Count);

    public HelloReading Read(string peer) => default;

    long IHelloWatch.BytesOf(IPAddress address) => 0;

    void IFailoverLane.Move(PublicKey peer, IPEndPoint to, Action done) => done();

    void IFailoverLane.Pin(IPEndPoint against, IPEndPoint instead, TimeSpan length) => _pins.Add((against, instead));

    void IFailoverLane.Allow(PublicKey peer, ImmutableArray<IPNetwork> networks)
    {
    }

    void IFailoverLane.Unpin(IPEndPoint against)
    {
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _traces.Dispose();
    }

    private static PrivateKey KeyOf(byte seed) => PrivateKey.FromBytes([.. Enumerable.Repeat(seed, PrivateKey.Length)]);

    private void Connect(IPEndPoint path, TimeSpan now)
    {
        _session.Checks = _session.Checks with
        {
            Phase = CheckListPhase.Connected,
            Selected = path,
            Checks = [.. new[] { (Turn, RemoteCandidateKind.Turn), (Relay, RemoteCandidateKind.Relay) }.Select(known => new CandidateCheck
            {
                Candidate = new RemoteCandidate(known.Item1, known.Item2),
                DueAt = TimeSpan.MaxValue,
                AnsweredAt = now,
                RoundTrip = TimeSpan.FromMilliseconds(5),
                IsOffered = true,
            })],
        };
        _runner.Tick(now);
    }
}
