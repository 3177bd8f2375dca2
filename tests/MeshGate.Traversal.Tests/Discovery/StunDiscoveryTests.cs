using System.Net;
using FsCheck.Xunit;
using MeshGate.Traversal.Discovery;

namespace MeshGate.Traversal.Tests.Discovery;

public sealed class StunDiscoveryTests
{
    private const string A = "192.0.2.1:3478";
    private const string A2 = "192.0.2.1:3479";
    private const string B = "198.51.100.1:3478";
    private const string C = "198.51.100.2:3478";
    private const string Six = "[2001:db8::1]:3478";
    private const string Public = "203.0.113.5:51820";

    private readonly DiscoveryRun _run = new();

    [Fact]
    public void Step_AsksAllServersAtOnce_AndCompletesWithTheLastAnswer()
    {
        _run.Start([A, B, C]);
        Assert.Equal(3, _run.Log.Count(l => l.Effect is SendStunRequest));

        _run.Wait(10).Answer(A, Public).Wait(10).Answer(B, Public);
        Assert.False(_run.IsComplete);
        _run.Wait(10).Answer(C, Public);

        MappingFinding finding = _run.Result.Ipv4!;
        Assert.Equal(MappingBehavior.EndpointIndependent, finding.Mapping);
        Assert.Equal([IPEndPoint.Parse(Public)], finding.Addresses);
        Assert.Contains(A, finding.Reason, StringComparison.Ordinal);
        Assert.Null(_run.Result.Ipv6);
        Assert.Equal(TimeSpan.FromMilliseconds(20), _run.Result.Probes[1].Elapsed);
        Assert.Equal(StunDiscoveryPhase.Idle, _run.State.Phase);
        Assert.Null(_run.State.NextDue);
    }

    [Fact]
    public void Step_TellsAnAddress_WhenTheFirstServerSawIt()
    {
        _run.Start([A, B, C]).Wait(10).Answer(A, Public).Answer(B, Public).Answer(C, "203.0.113.5:4000");

        ReflexiveAddressLearned[] learned = [.. _run.Log.Select(l => l.Effect).OfType<ReflexiveAddressLearned>()];
        Assert.Equal([IPEndPoint.Parse(Public), IPEndPoint.Parse("203.0.113.5:4000")], learned.Select(l => l.Address));
    }

    [Fact]
    public void Step_RepeatsAndGivesUp_WhenNobodyAnswers()
    {
        TimeSpan start = _run.Now;
        _run.Start([A, B]).Wait(5000);

        Assert.Equal([0, 100, 300, 700, 1500], _run.SendTimes(A, start));
        Assert.Equal(3000, (_run.Log[^1].At - start).TotalMilliseconds);
        Assert.All(_run.Result.Probes, p => Assert.Equal(StunProbeOutcome.TimedOut, p.Outcome));
        Assert.Equal(MappingBehavior.Unknown, _run.Result.Ipv4!.Mapping);
        Assert.Contains("no answer within 3 s", _run.Result.Ipv4.Reason, StringComparison.Ordinal);

        // Nobody answered, so that the fault may be ours: nobody is put aside.
        Assert.Empty(_run.State.Health);
    }

    [Fact]
    public void Step_SendsOnce_WhenTicksWereMissed()
    {
        _run.Start([A]);
        _run.Log.Clear();
        _run.Sleep(800).Do(StunDiscoveryTick.Instance);

        Assert.Single(_run.Log, l => l.Effect is SendStunRequest);
    }

    [Fact]
    public void Step_CompletesAfterTheGrace_WhenTheMappingIsKnown()
    {
        _run.Start([A, B, C]).Wait(50).Answer(A, Public).Wait(10).Answer(B, Public).Wait(180);
        Assert.False(_run.IsComplete);
        _run.Wait(20);

        Assert.Equal(StunProbeOutcome.Pending, _run.Result.Probes[2].Outcome);
        Assert.Equal(StunDiscoveryPhase.Draining, _run.State.Phase);
    }

    [Fact]
    public void Step_WaitsForASecondOpinion_WhenOneAddressAnswered()
    {
        _run.Start([A, A2, B]).Wait(50).Answer(A, Public).Answer(A2, Public).Wait(900);
        Assert.False(_run.IsComplete);
        _run.Wait(200);

        Assert.Equal(MappingBehavior.Unknown, _run.Result.Ipv4!.Mapping);
        Assert.Contains("two addresses", _run.Result.Ipv4.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_FindsADependentMapping_WhenServersSawDifferentPorts()
    {
        _run.Start([A, B]).Answer(A, Public).Answer(B, "203.0.113.5:40000");

        Assert.Equal(MappingBehavior.AddressAndPortDependent, _run.Result.Ipv4!.Mapping);
        Assert.Equal(2, _run.Result.Ipv4.Addresses.Length);
        Assert.Contains("saw different ports of", _run.Result.Ipv4.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_FindsNoNat_WhenTheAddressIsOurOwn()
    {
        _run.Start([A, B], Public, "10.0.0.1:51820").Answer(A, Public).Answer(B, Public);

        Assert.Equal(MappingBehavior.None, _run.Result.Ipv4!.Mapping);
    }

    [Fact]
    public void Step_IsNotMisled_ByAServerOnThisSideOfTheNat()
    {
        _run.Start([A, B, C], "10.0.0.1:51820").Answer(A, "10.0.0.1:51820").Answer(B, Public).Answer(C, Public);

        Assert.Equal(MappingBehavior.EndpointIndependent, _run.Result.Ipv4!.Mapping);
    }

    [Fact]
    public void Step_IsNotNone_WhenOnlyTheAddressIsOurs_AndNotThePort()
    {
        _run.Start([A, B], "203.0.113.5:51821").Answer(A, Public).Answer(B, Public);

        Assert.Equal(MappingBehavior.EndpointIndependent, _run.Result.Ipv4!.Mapping);
    }

    [Fact]
    public void Step_JudgesTheFamiliesApart()
    {
        _run.Start([A, B, Six], "[2001:db8::5]:51820").Answer(A, Public).Answer(B, Public).Answer(Six, "[2001:db8::5]:51820");

        Assert.Equal(MappingBehavior.EndpointIndependent, _run.Result.Ipv4!.Mapping);
        Assert.Equal(MappingBehavior.None, _run.Result.Ipv6!.Mapping);
    }

    [Theory]
    [InlineData(B)]
    [InlineData(A2)]
    [InlineData("203.0.113.99:3478")]
    public void Step_IgnoresAnAnswer_FromAnAddressThatWasNotAsked(string from)
    {
        _run.Start([A, B]).Reply(A, IPEndPoint.Parse(Public), null, from);

        Assert.All(_run.State.Probes, p => Assert.Equal(StunProbeOutcome.Pending, p.Outcome));
    }

    [Fact]
    public void Step_IgnoresAnAnswer_OfAnotherTransaction_OrASecondOne()
    {
        _run.Start([A, B]);
        _run.Do(new StunResponseReceived(new BindingResponse(DiscoveryRun.Id(99), IPEndPoint.Parse(Public), null), IPEndPoint.Parse(A)));
        Assert.Equal(StunProbeOutcome.Pending, _run.State.Probes[0].Outcome);

        StunResponseReceived forged = new(
            new BindingResponse(_run.State.Probes[0].Transaction, IPEndPoint.Parse("203.0.113.66:1"), null), IPEndPoint.Parse(A));
        _run.Answer(A, Public).Do(forged);
        Assert.Equal(IPEndPoint.Parse(Public), _run.State.Probes[0].Mapped);
    }

    [Theory]
    [InlineData("0.0.0.0:51820")]
    [InlineData("224.0.0.1:51820")]
    [InlineData("255.255.255.255:51820")]
    [InlineData("127.0.0.1:51820")]
    [InlineData("203.0.113.5:0")]
    [InlineData("[2001:db8::5]:51820")]
    public void Step_RefusesAnImpossibleAddress(string mapped)
    {
        _run.Start([A]).Answer(A, mapped);

        StunProbe probe = Assert.Single(_run.Result.Probes);
        Assert.Equal(StunProbeOutcome.Refused, probe.Outcome);
        Assert.Contains("impossible", _run.Result.Ipv4!.Reason, StringComparison.Ordinal);
        Assert.Empty(_run.Result.Ipv4.Addresses);
    }

    [Fact]
    public void Step_CompletesAtOnce_WhenThereIsNoServer()
    {
        _run.Start([]);

        Assert.Null(_run.Result.Ipv4);
        Assert.Equal(StunDiscoveryPhase.Idle, _run.State.Phase);
    }

    [Fact]
    public void Step_AsksABoundedNumberOfServers()
    {
        _run.Start([.. Enumerable.Range(1, 20).Select(i => $"192.0.2.{i}:3478")]);

        Assert.Equal(StunDiscoveryTimers.MaxServers, _run.State.Probes.Length);
    }

    [Fact]
    public void Step_Throws_WhenTransactionsAreMissingOrRepeated()
    {
        var server = DiscoveryRun.Server(A);
        Assert.Throws<ArgumentException>(() => _run.Do(new StunDiscoveryStart([server], [], [])));
        Assert.Throws<ArgumentException>(() => _run.Do(
            new StunDiscoveryStart([server, DiscoveryRun.Server(B)], [DiscoveryRun.Id(1), DiscoveryRun.Id(1)], [])));
    }

    [Property]
    public bool Step_EndsInTime_WhateverArrives((byte Server, byte Kind, ushort Wait)[] script)
    {
        string[] servers = [A, B, Six];
        TimeSpan start = _run.Now;
        DiscoveryRun run = new DiscoveryRun().Start(servers);
        foreach ((byte server, byte kind, ushort wait) in script)
        {
            string name = servers[server % 3];
            _ = (kind % 4) switch
            {
                0 => run.Answer(name, Public),
                1 => run.Answer(name, "[2001:db8::5]:51820"),
                2 => run.Fail(name, "it said no"),
                _ => run.Do(StunDiscoveryTick.Instance),
            };
            run.Wait(wait % 500);
        }

        run.Wait(3000);
        return run.Log.Count(l => l.Effect is StunDiscoveryCompleted) == 1
            && run.Log.First(l => l.Effect is StunDiscoveryCompleted).At - start <= StunDiscoveryTimers.GiveUp
            && run.State.Phase == StunDiscoveryPhase.Idle
            && servers.All(s => run.SendTimes(s, start).Length <= 1 + StunDiscoveryTimers.Retransmissions.Length);
    }
}
