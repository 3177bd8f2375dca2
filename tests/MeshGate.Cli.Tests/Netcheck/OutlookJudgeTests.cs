using MeshGate.Cli.Netcheck;
using MeshGate.Traversal.Discovery;
using MeshGate.Traversal.Reachability;

namespace MeshGate.Cli.Tests.Netcheck;

public sealed class OutlookJudgeTests
{
    private static readonly ServerReport Relay = new("turn.example.org:443", "203.0.113.9:443", "TLS", 20, null);

    [Theory]
    [InlineData(MappingBehavior.None, FilteringBehavior.EndpointIndependent, "Direct to everybody.")]
    [InlineData(MappingBehavior.EndpointIndependent, FilteringBehavior.AddressDependent, "Direct to everybody.")]
    [InlineData(MappingBehavior.EndpointIndependent, FilteringBehavior.AddressAndPortDependent, "Direct to everybody but peers behind symmetric NATs, who are reached through relays.")]
    [InlineData(MappingBehavior.AddressAndPortDependent, FilteringBehavior.AddressAndPortDependent, "Direct to everybody but peers behind usual NATs and peers behind symmetric NATs, who are reached through relays.")]
    [InlineData(MappingBehavior.EndpointIndependent, FilteringBehavior.Unknown, "Direct to everybody, perhaps not to peers behind symmetric NATs.")]
    public void Judge_SaysInASentenceWhoIsReachedDirectly(MappingBehavior mapping, FilteringBehavior filtering, string summary)
        => Assert.Equal(summary, OutlookJudge.Judge(Machine(mapping, filtering), []).Summary);

    [Fact]
    public void Judge_NamesTheWayThatIsLeft_WhenUdpIsBlocked()
    {
        var blocked = new Standpoint { Name = "this machine", Udp = false };

        Assert.Equal("Only through relays, over TLS to turn.example.org:443.", OutlookJudge.Judge(blocked, [Relay]).Summary);
        OutlookReport nothing = OutlookJudge.Judge(blocked, [Relay with { Problem = "the connection is refused", RttMilliseconds = null }]);
        Assert.StartsWith("No way to any peer was found", nothing.Summary, StringComparison.Ordinal);
        Assert.NotEmpty(nothing.Hints);
    }

    [Fact]
    public void Judge_TellsAPersonToForwardAPort_WhenTheNatIsSymmetric()
    {
        Standpoint hard = Machine(MappingBehavior.AddressAndPortDependent, FilteringBehavior.AddressAndPortDependent);

        Assert.Contains("spec.endpoint", Assert.Single(OutlookJudge.Judge(hard, []).Hints), StringComparison.Ordinal);
        Assert.Empty(OutlookJudge.Judge(hard with { Ipv4 = hard.Ipv4! with { IsPortMapped = true } }, []).Hints);
    }

    [Fact]
    public void Judge_GoesByIPv6_WhenThereIsNothingElse()
    {
        var six = new Standpoint { Name = "this machine", Udp = true, Ipv6 = new FamilyStandpoint { Mapping = MappingBehavior.None, Filtering = FilteringBehavior.AddressAndPortDependent } };

        Assert.Equal("Direct to everybody who has IPv6.", OutlookJudge.Judge(six, []).Summary);
    }

    private static Standpoint Machine(MappingBehavior mapping, FilteringBehavior filtering)
        => new() { Name = "this machine", Udp = true, Ipv4 = new FamilyStandpoint { Mapping = mapping, Filtering = filtering } };
}
