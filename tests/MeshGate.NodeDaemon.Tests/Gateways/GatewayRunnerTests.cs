using System.Net;
using System.Security.Cryptography;
using MeshGate.Core.Failover;
using MeshGate.Core.Gateways;
using MeshGate.Core.Health;
using MeshGate.Core.Identity;
using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Policy;
using MeshGate.Core.Routes;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Balancing;
using MeshGate.NodeDaemon.Gateways;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.NodeDaemon.Tests.Fakes;
using MeshGate.NodeDaemon.WireGuard;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.Keys;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Gateways;

public sealed class GatewayRunnerTests : IDisposable
{
    private static readonly IPNetwork Office = IPNetwork.Parse("10.50.0.0/24");
    private readonly PrivateKey _key = PrivateKey.Generate(RandomNumberGenerator.GetBytes(32));
    private readonly DaemonMetrics _metrics = new();
    private readonly GatewayRecorder _recorder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly TargetBreakers _breakers;
    private readonly PeerTable _peers;
    private readonly GatewayRunner _runner;

    public GatewayRunnerTests()
    {
        _peers = new PeerTable(_key);
        _breakers = new TargetBreakers(_time, NullLogger<TargetBreakers>.Instance);
        _runner = new GatewayRunner(_peers, _recorder, _recorder, _recorder, _breakers, _metrics, NullLogger<GatewayRunner>.Instance);
        _peers.Sync([Peer("gw1", 1), Peer("gw2", 2), Peer("other", 3)], TimeSpan.Zero);
        foreach (var session in _peers.All)
        {
            session.Checks = session.Checks with { Phase = CheckListPhase.Connected };
            session.LatestHandshake = DateTimeOffset.UnixEpoch;
            _recorder.Verdicts[session.Identity.Name] = HelloVerdict.Up;
        }

        _runner.Configure([Route()], null, TimeSpan.Zero);
        _runner.Tick(TimeSpan.Zero);
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _key.Dispose();
    }

    [Fact]
    public void Configure_GivesTheNetworkToTheFirst_AndProbesThroughIt()
    {
        Assert.Equal(["100.96.0.1/32", "10.50.0.0/24"], AllowedOf("gw1"));
        Assert.Equal(["100.96.0.2/32"], AllowedOf("gw2"));
        Assert.Equal([Office], _runner.Networks);
        Assert.Equal("gw1", Assert.Single(_recorder.Targets).Gateway);
        Assert.Empty(_recorder.Allowed);
        var report = Assert.Single(_runner.Report()!);
        Assert.Equal(("office", "gw1", true, GatewayCause.Started, 0), (report.Route, report.Via, report.Up, report.Cause, report.Failovers));
    }

    [Fact]
    public void Tick_MovesTheNetworkAtOnce_WhenTheGatewayStaysSilent()
    {
        _recorder.Verdicts["gw1"] = HelloVerdict.Silent;
        _runner.Tick(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(1) + GatewayTimers.Patience, _runner.NextDue);
        _runner.Tick(_runner.NextDue!.Value);
        var (peer, networks) = Assert.Single(_recorder.Allowed);
        Assert.Equal((KeyOf(2), "100.96.0.2/32,10.50.0.0/24"), (peer, string.Join(',', networks)));
        Assert.Equal(["100.96.0.1/32"], AllowedOf("gw1"));
        Assert.Equal("gw2", Assert.Single(_recorder.Targets).Gateway);
        Assert.True(_runner.TakeNews());
        Assert.Equal(("gw2", GatewayCause.Silent, 1), (_runner.Report()![0].Via, _runner.Report()![0].Cause, _runner.Report()![0].Failovers));
    }

    [Fact]
    public void Handle_CountsTheSilence_OfASessionThatMovedToAnotherPathAtOnce()
    {
        var now = TimeSpan.FromSeconds(1);
        _runner.Handle(new AgentEvent.HelloJudged("gw1", HelloVerdict.Silent, TimeSpan.FromMilliseconds(300), 0), null, now);
        _recorder.Verdicts["gw1"] = HelloVerdict.Unknown;
        _runner.Tick(now);
        Assert.Equal("gw1", Via());
        _runner.Tick(now + GatewayTimers.Patience);
        Assert.Equal("gw2", Via());
    }

    [Fact]
    public void Handle_MovesTheNetworkSooner_WhereNoOtherPathIsWaitedFor_ButNotForAMomentOfSilence()
    {
        var now = TimeSpan.FromSeconds(1);
        var noPath = PathFailover.Create(isControlling: true);
        var silent = new AgentEvent.HelloJudged("gw1", HelloVerdict.Silent, TimeSpan.FromMilliseconds(300), 0);
        _recorder.Verdicts["gw1"] = HelloVerdict.Silent;
        _runner.Handle(silent, noPath, now);
        Assert.Equal("gw1", Via());
        _recorder.Verdicts["gw1"] = HelloVerdict.Up;
        _runner.Tick(now + (GatewayTimers.Move / 2));
        _runner.Tick(now + GatewayTimers.Move);
        Assert.Equal("gw1", Via());

        now += TimeSpan.FromSeconds(1);
        _recorder.Verdicts["gw1"] = HelloVerdict.Silent;
        _runner.Handle(silent, noPath, now);
        _runner.Tick(now + GatewayTimers.Move);
        Assert.Equal("gw2", Via());
    }

    [Fact]
    public void NextDue_IsTheEndOfThePatience_HoweverLongTheOthersHaveBeenUp()
    {
        var now = TimeSpan.FromMinutes(1);
        _recorder.Verdicts["gw1"] = HelloVerdict.Silent;
        _runner.Tick(now);
        Assert.Equal(now + GatewayTimers.Patience, _runner.NextDue);
        _runner.Tick(now + GatewayTimers.Patience);
        Assert.Equal("gw2", Via());
    }

    [Fact]
    public void Handle_LeavesTheNetworkWhereItIs_WhenTheOtherPathCarriesTheSession()
    {
        var now = TimeSpan.FromSeconds(1);
        _runner.Handle(new AgentEvent.HelloJudged("gw1", HelloVerdict.Silent, TimeSpan.FromMilliseconds(300), 0), null, now);
        _recorder.Verdicts["gw1"] = HelloVerdict.Up;
        _runner.Tick(now + (GatewayTimers.Patience / 2));
        _runner.Tick(now + GatewayTimers.Patience);
        Assert.Equal("gw1", Via());
    }

    [Fact]
    public void Handle_MovesTheNetwork_WhenProbesFail_ButNotForTheGatewaysSilence()
    {
        _recorder.Verdicts["gw1"] = HelloVerdict.Silent;
        Fail("gw1", 5);
        Assert.Empty(_recorder.Allowed);
        _recorder.Verdicts["gw1"] = HelloVerdict.Up;
        Fail("gw2", 5);
        Assert.Empty(_recorder.Allowed);
        Fail("gw1", 3);
        Assert.Single(_recorder.Allowed);
        Assert.Equal(["gw1"], _runner.Report()![0].NotForwarding!);
    }

    [Fact]
    public void FlowsSeen_LetTheClientReturn_OnceNothingIsOnItsWay()
    {
        Fail("gw1", 3);
        _runner.Tick(TimeSpan.FromSeconds(40));
        Assert.Empty(_recorder.Watched);
        _runner.Tick(TimeSpan.FromSeconds(41));
        Assert.Equal(["office"], _recorder.Watched.Keys);
        _runner.Handle(new AgentEvent.FlowsSeen(new Dictionary<string, TimeSpan> { ["office"] = TimeSpan.FromSeconds(4) }), TimeSpan.FromSeconds(45));
        Assert.Equal("gw2", _runner.Report()![0].Via);
        _runner.Handle(new AgentEvent.FlowsSeen(new Dictionary<string, TimeSpan> { ["office"] = TimeSpan.FromSeconds(10) }), TimeSpan.FromSeconds(51));
        _runner.Tick(TimeSpan.FromSeconds(51));
        Assert.Equal(("gw1", GatewayCause.Returned), (_runner.Report()![0].Via, _runner.Report()![0].Cause));
        Assert.Empty(_recorder.Watched);
        Assert.Equal(2, _recorder.Allowed.Count);
    }

    [Fact]
    public void Tick_DoesNotReturnForAWhile_ToAGatewayThatFailsAgainAndAgain()
    {
        _breakers.Configure(new LoadBalancerBlock { CircuitBreakerThreshold = 3 });
        var now = TimeSpan.FromSeconds(1);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("gw1", Via());
            Flap("gw1", ref now);
            Assert.Equal("gw2", Via());
            Pass(GatewayTimers.Hold + TimeSpan.FromSeconds(1), ref now);
            Idle(now);
        }

        // Its session holds, nothing is on its way, and yet the client stays: until the breaker lets it try.
        Assert.Equal("gw2", Via());
        Assert.Equal("gw1", Assert.Single(_breakers.Report()!).Name);
        Pass(TimeSpan.FromSeconds(30), ref now);
        Idle(now);
        Assert.Equal("gw1", Via());
        Assert.Equal(BreakerPhase.HalfOpen, Assert.Single(_breakers.Report()!).State);
        Pass(TimeSpan.FromSeconds(31), ref now);
        Assert.Null(_breakers.Report());
    }

    [Fact]
    public void Tick_TakesAGatewayThatFailsAgainAndAgain_WhereThereIsNoOther()
    {
        _breakers.Configure(new LoadBalancerBlock { CircuitBreakerThreshold = 1 });
        var now = TimeSpan.FromSeconds(1);
        Flap("gw1", ref now);
        Assert.Equal("gw2", Via());
        Pass(TimeSpan.FromSeconds(11), ref now);
        Flap("gw2", ref now);

        Assert.Equal("gw1", Via());
    }

    [Fact]
    public void Configure_TakesTheNetworkBack_WhenTheRouteGoes()
    {
        _runner.Configure([], null, TimeSpan.FromSeconds(1));
        _runner.Tick(TimeSpan.FromSeconds(1));
        Assert.Empty(_runner.Networks);
        Assert.Empty(_recorder.Targets);
        Assert.Equal(["100.96.0.1/32"], AllowedOf("gw1"));
        Assert.Null(_runner.Report());
    }

    [Fact]
    public void Configure_GoesOnWithTheGatewayThatItFinds_AfterARestart()
    {
        var device = new WireGuardState(_key.PublicKey, 51820, 0, [new WireGuardPeerState(KeyOf(2), null, [IPNetwork.Parse("100.96.0.2/32"), Office], null, 0, 0, 0)]);
        var restarted = new GatewayRunner(_peers, _recorder, _recorder, _recorder, _breakers, _metrics, NullLogger<GatewayRunner>.Instance);
        restarted.Configure([Route()], device, TimeSpan.Zero);
        restarted.Tick(TimeSpan.Zero);
        Assert.Equal("gw2", restarted.Report()![0].Via);
        Assert.Empty(_recorder.Allowed);
    }

    private string? Via() => _runner.Report()![0].Via;

    private void Pass(TimeSpan span, ref TimeSpan now)
    {
        for (var end = now + span; now < end;)
        {
            now += TimeSpan.FromMilliseconds(500);
            _time.Advance(TimeSpan.FromMilliseconds(500));
            _runner.Tick(now);
        }
    }

    private void Flap(string gateway, ref TimeSpan now)
    {
        _recorder.Verdicts[gateway] = HelloVerdict.Silent;
        Pass(TimeSpan.FromSeconds(2), ref now);
        _recorder.Verdicts[gateway] = HelloVerdict.Up;
    }

    private void Idle(TimeSpan now) => _runner.Handle(new AgentEvent.FlowsSeen(new Dictionary<string, TimeSpan> { ["office"] = TimeSpan.FromMinutes(1) }), now);

    private static GatewayRoute Route() => new(
        "office", [Office], ["gw1", "gw2", "unknown"], new GatewaySettings(), new GatewayProbe(ProbeType.Icmp, IPAddress.Parse("10.50.0.9"), 0, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));

    private static PublicKey KeyOf(byte number)
    {
        using var key = PrivateKey.Generate([.. Enumerable.Range(number, 32).Select(value => (byte)value)]);
        return key.PublicKey;
    }

    private static PeerIdentity Peer(string name, byte number) => new(name, KeyOf(number), [IPNetwork.Parse($"100.96.0.{number}/32")]);

    private IEnumerable<string> AllowedOf(string name) => _peers.TryGet(name, out var session) ? _runner.AllowedIPsOf(session.Identity).Select(network => network.ToString()) : [];

    private void Fail(string gateway, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _runner.Handle(new AgentEvent.GatewayProbed("office", gateway, false), TimeSpan.FromSeconds(11));
        }
    }
}
