using FsCheck.Xunit;
using MeshGate.Core.Routes;

namespace MeshGate.Core.Tests.Routes;

public sealed class RouteJudgeTests
{
    [Fact]
    public void Judge_Accepts_WhatCanBeFollowed()
    {
        Assert.True(Routes.Judge(Routes.ToNode()).IsAccepted);
        Assert.True(Routes.Judge(Routes.ToNode() with { PrimaryPath = [], BackupPaths = [["r1"], ["r1", "r2"], ["r2", "r1"]] }).IsAccepted);
        Assert.True(Routes.Judge(Routes.ToNetwork() with { Probe = new(ProbeType.Icmp, "192.168.7.1", null, null, null) }).IsAccepted);
    }

    [Theory]
    [InlineData("ghost", RouteVerdictReason.NodeNotFound, "spec.primaryPath.relays[0]: there is no MeshNode ghost.")]
    [InlineData("g", RouteVerdictReason.NotARelay, "spec.primaryPath.relays[0]: MeshNode g lacks the role Relay.")]
    [InlineData("a", RouteVerdictReason.InvalidSpec, "spec.primaryPath: source and destination.node cannot be relays of the route's own paths.")]
    public void Judge_NamesTheRelay_WhenItCannotRelay(string relay, RouteVerdictReason reason, string message)
    {
        RouteVerdict verdict = Routes.Judge(Routes.ToNode() with { PrimaryPath = [relay] });
        Assert.Equal((reason, message), (verdict.Reason, verdict.Message));
        Assert.Equal(reason != RouteVerdictReason.NodeNotFound, verdict.IsRefusal);
    }

    [Theory]
    [InlineData("10.0.0.0/8", "g", RouteVerdictReason.CidrNotAdvertised, "spec.destination.cidrs[0]: 10.0.0.0/8 is not within spec.advertisedCIDRs of MeshNode g.")]
    [InlineData("100.96.4.0/24", "g", RouteVerdictReason.CidrInMesh, "spec.destination.cidrs[0]: 100.96.4.0/24 lies in the mesh's own addresses")]
    [InlineData("192.168.7.1/24", "g", RouteVerdictReason.InvalidSpec, "spec.destination.cidrs[0]: must have the network's lowest address before the slash, not '192.168.7.1/24'.")]
    [InlineData("127.0.0.0/8", "g", RouteVerdictReason.InvalidSpec, "spec.destination.cidrs[0]: must not be loopback, link-local or multicast")]
    [InlineData("192.168.7.0/33", "g", RouteVerdictReason.InvalidSpec, "spec.destination.cidrs[0]: must be a network in CIDR notation")]
    [InlineData("192.168.7.0/24", "a", RouteVerdictReason.NotAGateway, "spec.gateways[0]: MeshNode a lacks the role Gateway.")]
    [InlineData("192.168.7.0/24", "ghost", RouteVerdictReason.NodeNotFound, "spec.gateways[0]: there is no MeshNode ghost.")]
    public void Judge_NamesTheField_WhenANetworkCannotBeReached(string cidr, string gateway, RouteVerdictReason reason, string message)
    {
        RouteVerdict verdict = Routes.Judge(Routes.ToNetwork() with { Cidrs = [cidr], Gateways = [gateway] });
        Assert.Equal(reason, verdict.Reason);
        Assert.StartsWith(message, verdict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_LetsTheStrongerCount_WhenTwoSpeakOfTheSamePairInEitherDirection()
    {
        RouteSnapshot back = Routes.ToNode("back", age: 9) with { Source = "b", Node = "a" };
        RouteVerdict[] verdicts = [.. RouteJudge.Judge(Routes.Mesh, [Routes.ToNode("young", age: 1), back, Routes.ToNode("strong", age: 0) with { Priority = 5 }])];
        Assert.Equal(["back", "strong", "young"], verdicts.Select(verdict => verdict.Name));
        Assert.Equal([RouteVerdictReason.RouteConflict, RouteVerdictReason.Accepted, RouteVerdictReason.RouteConflict], verdicts.Select(verdict => verdict.Reason));
        Assert.Contains("MeshRoute strong", verdicts[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_SeesAConflictOfNetworks_OnlyWhereOneClientWouldHaveTwo()
    {
        RouteSnapshot everybody = Routes.ToNetwork("everybody", age: 9);
        Assert.Equal(RouteVerdictReason.RouteConflict, Second(everybody, Routes.ToNetwork("other")));
        Assert.Equal(RouteVerdictReason.RouteConflict, Second(everybody, Routes.ToNetwork("other") with { Source = "a" }));
        Assert.Equal(RouteVerdictReason.Accepted, Second(everybody, Routes.ToNetwork("other") with { Cidrs = ["192.168.0.0/16"] }));
        Assert.Equal(RouteVerdictReason.Accepted, Second(everybody with { Source = "b" }, Routes.ToNetwork("other") with { Source = "a" }));

        static RouteVerdictReason Second(RouteSnapshot first, RouteSnapshot second)
            => RouteJudge.Judge(Routes.Mesh, [second, first]).Single(verdict => verdict.Name == second.Name).Reason;
    }

    [Fact]
    public void Judge_GivesARefusedRouteNothing_SoThatTheNextMayHaveIt()
    {
        RouteSnapshot bad = Routes.ToNode("bad", age: 9) with { Priority = 9, PrimaryPath = ["g"] };
        Assert.Equal(
            [RouteVerdictReason.NotARelay, RouteVerdictReason.Accepted],
            RouteJudge.Judge(Routes.Mesh, [bad, Routes.ToNode("good")]).Select(verdict => verdict.Reason));
    }

    [Property]
    public void Judge_DoesNotDependOnOrder_OfRoutes((byte Priority, byte Age, bool Network)[] specs, int seed)
    {
        RouteSnapshot[] routes =
        [
            .. specs.Select((spec, i) => (spec.Network ? Routes.ToNetwork($"r{i}", spec.Age % 3) : Routes.ToNode($"r{i}", spec.Age % 3)) with { Priority = spec.Priority % 3 }),
        ];
        RouteSnapshot[] shuffled = [.. routes];
        new Random(seed).Shuffle(shuffled);
        Assert.Equal(
            RouteJudge.Judge(Routes.Mesh, routes).Select(verdict => $"{verdict.Name} {verdict.Reason} {verdict.Message}"),
            RouteJudge.Judge(Routes.Mesh, shuffled).Select(verdict => $"{verdict.Name} {verdict.Reason} {verdict.Message}"));
    }
}
