using System.Collections.Immutable;
using System.Net;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Discovery;
using MeshGate.Probing.Behavior;
using MeshGate.Traversal.Discovery;

namespace MeshGate.NodeDaemon.Tests.Discovery;

public sealed class NatKnowledgeTests
{
    private static readonly StunServer Server = new("stun", IPEndPoint.Parse("192.0.2.1:3478"));
    private static readonly ImmutableArray<IPEndPoint> Own = [IPEndPoint.Parse("10.0.0.2:51820")];

    private readonly NatKnowledge _nat = new();

    [Fact]
    public void TakeOrder_IsGivenOutOnce_WhenTheMachineIsSeen()
    {
        _nat.Take(Seen("203.0.113.5:4000"), isKept: false, Own);

        Assert.Equal([Server], _nat.TakeOrder()!.Servers);
        Assert.Null(_nat.TakeOrder());
    }

    [Fact]
    public void TakeOrder_ComesAgain_WhenTheMachineIsSeenElsewhereOnly()
    {
        _nat.Take(Seen("203.0.113.5:4000"), isKept: false, Own);
        _nat.TakeOrder();

        // A NAT that maps each destination anew shows other ports in every round.
        _nat.Take(Seen("203.0.113.5:4001"), isKept: true, Own);
        Assert.Null(_nat.TakeOrder());
        _nat.Take(Seen("203.0.113.6:4001"), isKept: true, Own);
        Assert.NotNull(_nat.TakeOrder());
    }

    [Fact]
    public void TakeOrder_MeasuresAsFarAsTheCeilingNeeds()
    {
        _nat.KeepAliveCeiling = TimeSpan.FromMinutes(5);
        _nat.Take(Seen("203.0.113.5:4000"), isKept: false, Own);

        Assert.Equal(TimeSpan.FromMinutes(6), _nat.TakeOrder()!.Longest);
    }

    [Fact]
    public void Describe_HasEverything_WhenAllWasMeasured()
    {
        _nat.Take(Seen("203.0.113.5:4000"), isKept: false, Own);
        _nat.Take(Measured());
        _nat.Take(Measured() with { Lifetime = new MappingLifetime(TimeSpan.FromSeconds(27.5), "It lived.") });

        var nat = _nat.Describe();
        Assert.Equal((true, NatMapping.EndpointIndependent, NatFiltering.AddressDependent, true, "27s"), (nat.Udp, nat.Mapping, nat.Filtering, nat.Hairpin, nat.MappingLifetime));
        Assert.EndsWith("It filters. It turns. It lived.", nat.Reason, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(27.5), _nat.MappingLifetime);
    }

    [Fact]
    public void Describe_KeepsTheLastLifetime_WhileItIsMeasuredAnew()
    {
        _nat.Take(Seen("203.0.113.5:4000"), isKept: false, Own);
        _nat.Take(Measured() with { Lifetime = new MappingLifetime(TimeSpan.FromSeconds(30), "It lived.") });
        _nat.Take(Measured());

        Assert.Equal("30s", _nat.Describe().MappingLifetime);
    }

    [Fact]
    public void Describe_ForgetsWhatWasMeasured_WhenTheMachineMoved()
    {
        _nat.Take(Seen("203.0.113.5:4000"), isKept: false, Own);
        _nat.Take(Measured());
        _nat.Take(Seen("203.0.113.6:4000"), isKept: true, Own);

        Assert.Equal(NatFiltering.Unknown, _nat.Describe().Filtering);
    }

    [Fact]
    public void Describe_SaysThatUdpIsBlockedAndKeepsTheRest_WhenNobodyAnswersAnyMore()
    {
        _nat.Take(Seen("203.0.113.5:4000"), isKept: false, Own);
        _nat.Take(Measured());
        _nat.Take(Seen(null), isKept: true, Own);

        Assert.Equal((false, NatFiltering.AddressDependent), (_nat.Describe().Udp, _nat.Describe().Filtering));
    }

    [Fact]
    public void Describe_TellsNoLifetime_WhenNothingEnds()
    {
        _nat.Take(Seen("203.0.113.5:4000"), isKept: false, Own);
        _nat.Take(Measured() with { Lifetime = MappingLifetime.Unlimited });

        Assert.Null(_nat.Describe().MappingLifetime);
        Assert.Equal(TimeSpan.MaxValue, _nat.MappingLifetime);
    }

    private static StunDiscoveryResult Seen(string? mapped)
    {
        var probe = new StunProbe
        {
            Server = Server,
            Transaction = default,
            Outcome = mapped is null ? StunProbeOutcome.TimedOut : StunProbeOutcome.Answered,
            Mapped = mapped is null ? null : IPEndPoint.Parse(mapped),
        };
        return new StunDiscoveryResult([probe], new MappingFinding(MappingBehavior.Unknown, mapped is null ? [] : [probe.Mapped!], "One saw it."), null);
    }

    private static BehaviorReport Measured() => new()
    {
        Ipv4 = new BehaviorFindings(
            new MappingFinding(MappingBehavior.EndpointIndependent, [], "Two saw it."),
            new FilteringFinding(FilteringBehavior.AddressDependent, "It filters."),
            new HairpinFinding(true, "It turns.")),
    };
}
