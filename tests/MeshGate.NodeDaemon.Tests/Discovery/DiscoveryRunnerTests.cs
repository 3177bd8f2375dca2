using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Balancing;
using MeshGate.NodeDaemon.Discovery;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Stun.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Discovery;

public sealed class DiscoveryRunnerTests : IStunTransport, IDisposable
{
    private static readonly ImmutableArray<IPEndPoint> Local = [IPEndPoint.Parse("10.0.0.2:51820")];
    private static readonly IPEndPoint Server = IPEndPoint.Parse("203.0.113.1:3478");
    private static readonly IPEndPoint Dead = IPEndPoint.Parse("203.0.113.2:3478");
    private static readonly IPEndPoint Mapped = IPEndPoint.Parse("198.51.100.7:40000");

    private readonly DaemonMetrics _metrics = new();
    private readonly FakeTimeProvider _time = new();
    private readonly TargetBreakers _breakers;
    private readonly List<(IPEndPoint To, TransactionId Id)> _sent = [];
    private readonly DiscoveryRunner _runner;
    private TimeSpan _now;

    public DiscoveryRunnerTests()
    {
        _breakers = new TargetBreakers(_time, NullLogger<TargetBreakers>.Instance);
        _runner = new DiscoveryRunner(this, _breakers, _metrics, NullLogger<DiscoveryRunner>.Instance);
        _runner.Restart(TimeSpan.Zero);
    }

    [Fact]
    public void Findings_HaveTheMappedAddress_WhenAServerAnswers()
    {
        Round(answer: Mapped);

        Assert.Equal([Mapped], _runner.Findings!.Reflexive);
        Assert.Empty(_runner.Findings.Failures);
        Assert.True(_runner.Findings.IsFinal);
    }

    [Fact]
    public void SilentAt_IsBeforeTheServersAreGivenUp_AndNeverOnceOneAnswered()
    {
        Assert.Null(_runner.SilentAt);
        _runner.Resolved([new ResolvedServer("stun", [Server], null)], null, Local, _now);
        Assert.Equal(_now + DiscoveryRunner.Silence, _runner.SilentAt);
        Round(answer: Mapped);
        Assert.Null(_runner.SilentAt);
        _runner.Resolved([new ResolvedServer("stun", [Server], null)], null, Local, _now);
        Assert.Null(_runner.SilentAt);
    }

    [Fact]
    public void Refresh_AsksAgainSoonButNotWithoutPause_WhenPathsAreLostOneAfterTheOther()
    {
        Round(answer: Mapped);
        _runner.Refresh(_now);
        _runner.Refresh(_now);

        Assert.InRange(_runner.NextDue!.Value, _now, _now + DiscoveryRunner.RefreshInterval);
        _runner.Tick(_now + DiscoveryRunner.RefreshInterval);
        Assert.True(_runner.TakeRequestToResolve());
        _runner.Refresh(_now + DiscoveryRunner.RefreshInterval);
        _runner.Tick(_now + DiscoveryRunner.RefreshInterval);
        Assert.False(_runner.TakeRequestToResolve());
    }

    [Fact]
    public void TakeMove_IsTrueOnce_WhenTheNatMapsAnew()
    {
        Round(answer: Mapped);
        Assert.False(_runner.TakeMove());

        Round(answer: new IPEndPoint(Mapped.Address, Mapped.Port + 1));

        Assert.True(_runner.TakeMove());
        Assert.False(_runner.TakeMove());
    }

    [Fact]
    public void Findings_StandAsTheyWere_WhenNoServerAnswersAnyMore()
    {
        Round(answer: Mapped);
        Round(answer: null);

        Assert.Equal([Mapped], _runner.Findings!.Reflexive);
        Assert.Single(_runner.Findings.Failures);
    }

    [Fact]
    public void Findings_StandAsTheyWere_WhenNoNameResolvesAnyMore()
    {
        Round(answer: Mapped);
        Resolve(new ResolvedServer("stun", [], "'stun' does not resolve"));

        Assert.Equal([Mapped], _runner.Findings!.Reflexive);
        Assert.Equal("stun: 'stun' does not resolve", Assert.Single(_runner.Findings.Failures));
    }

    [Fact]
    public void Findings_CountNoServer_OfAFamilyThatTheMachineDoesNotHave()
    {
        Resolve(new ResolvedServer("four", [Server], null), new ResolvedServer("six", [IPEndPoint.Parse("[2001:db8::1]:3478")], null));
        Settle();

        Assert.Equal(1, _runner.Findings!.Asked);
        Assert.StartsWith("four: ", Assert.Single(_runner.Findings.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_AreForgotten_WhenTheMachineMovedAndNobodyAnswers()
    {
        Round(answer: Mapped);
        _runner.Restart(_now);
        Round(answer: null);

        Assert.Empty(_runner.Findings!.Reflexive);
    }

    [Fact]
    public void Findings_AreThereAndSayWhy_WhenNoServerIsConfigured()
    {
        Resolve();

        Assert.True(_runner.Findings!.IsFinal);
        Assert.Equal(NatMapping.Unknown, _runner.Findings.Nat.Mapping);
    }

    [Fact]
    public void Configured_IsACandidateAndNoServer_WhenItIsThisNodesOwnEndpoint()
    {
        _runner.Resolved([new ResolvedServer("own:1", [Server], null)], "own:1", Local, _now);

        Assert.Equal([Server], _runner.Configured);
        Assert.Empty(_sent);
    }

    [Fact]
    public void ConfiguredProblem_SaysWhy_WhenTheEndpointDoesNotResolve()
    {
        _runner.Resolved([new ResolvedServer("own:1", [], "'own' does not resolve")], "own:1", Local, _now);

        Assert.Equal("'own' does not resolve", _runner.ConfiguredProblem);
    }

    [Fact]
    public void TryHandle_TakesNothing_WhenTheAnswerIsFromElsewhereOrToNothing()
    {
        Resolve(new ResolvedServer("stun", [Server], null));
        var id = _sent[^1].Id;

        _runner.TryHandle(Mapped, Answer(id, Mapped), _now);
        Assert.False(_runner.TryHandle(Server, Answer(TransactionId.FromBytes(new byte[12]), Mapped), _now));
        _runner.TryHandle(Server, Answer(id, IPEndPoint.Parse("0.0.0.0:1")), _now);
        Settle();

        Assert.Empty(_runner.Findings!.Reflexive);
    }

    [Fact]
    public void Resolved_LeavesAServerAlone_ThatFailsAgainAndAgainWhileOthersAnswer()
    {
        _breakers.Configure(new LoadBalancerBlock { CircuitBreakerThreshold = 1, HealthCheckInterval = TimeSpan.FromHours(1) });
        Pair(answers: true);
        Assert.Equal("dead", Assert.Single(_breakers.Report()!).Name);
        _sent.Clear();

        // Longer than it would be put aside for its last failure alone.
        _now += TimeSpan.FromMinutes(15);
        Pair(answers: true);
        Assert.DoesNotContain(Dead, _sent.Select(sent => sent.To));
        Assert.StartsWith("dead: ", Assert.Single(_runner.Findings!.Failures), StringComparison.Ordinal);

        // Once nobody is left, everybody is asked.
        _breakers.Failed(TargetKind.StunServer, "stun");
        _sent.Clear();
        Pair(answers: false);
        Assert.Contains(Dead, _sent.Select(sent => sent.To));
        Assert.Contains(Server, _sent.Select(sent => sent.To));
    }

    public bool Listen(int port) => false;

    public bool TrySend(IPEndPoint to, ReadOnlySpan<byte> message)
    {
        Assert.True(StunMessageParser.TryParse(message, out var request, out _));
        _sent.Add((to, request.TransactionId));
        return true;
    }

    public void Dispose() => _metrics.Dispose();

    private static byte[] Answer(TransactionId id, IPEndPoint mapped)
    {
        var buffer = new byte[100];
        var builder = new StunMessageBuilder(buffer, StunMessageType.BindingSuccess, id);
        XorMappedAddress.Write(ref builder, mapped);
        return buffer[..builder.Length];
    }

    private void Resolve(params ResolvedServer[] servers) => _runner.Resolved(servers, null, Local, _now);

    private void Round(IPEndPoint? answer)
    {
        Resolve(new ResolvedServer("stun", [Server], null));
        if (answer is not null)
        {
            Assert.True(_runner.TryHandle(Server, Answer(_sent[^1].Id, answer), _now));
        }

        Settle();
    }

    private void Pair(bool answers)
    {
        Resolve(new ResolvedServer("stun", [Server], null), new ResolvedServer("dead", [Dead], null));
        if (answers)
        {
            Assert.True(_runner.TryHandle(Server, Answer(_sent.Last(sent => sent.To.Equals(Server)).Id, Mapped), _now));
        }

        Settle();
    }

    private void Settle()
    {
        for (var i = 0; i < 100; i++)
        {
            _now += TimeSpan.FromMilliseconds(100);
            _runner.Tick(_now);
        }
    }
}
