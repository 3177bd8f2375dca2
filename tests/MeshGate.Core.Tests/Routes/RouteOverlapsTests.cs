using MeshGate.Core.Routes;
using MeshGate.Core.Topology;

namespace MeshGate.Core.Tests.Routes;

public sealed class RouteOverlapsTests
{
    [Theory]
    [InlineData("10.0.0.0/8", null, "10.1.0.0/16", null, "10.1.0.0/16 within 10.0.0.0/8 goes by MeshRoute other, whose prefix is longer")]
    [InlineData("10.1.0.0/16", null, "10.0.0.0/8", "a", "10.1.0.0/16 is taken out of 10.0.0.0/8 of MeshRoute other, whose prefix is shorter")]
    [InlineData("fd00::/48", "a", "fd00:0:0:1::/64", "a", "fd00:0:0:1::/64 within fd00::/48 goes by MeshRoute other, whose prefix is longer")]
    public void Find_SaysWhoTakesWhat_WhenNetworksLieInEachOther(string cidr, string? source, string other, string? otherSource, string message)
    {
        var finding = Assert.Single(RouteOverlaps.Find(Route("own", cidr, source), [Route("own", cidr, source), Route("other", other, otherSource)]));
        Assert.Equal(("spec.destination.cidrs[0]", message), (finding.Field, finding.Message));
    }

    [Theory]
    [InlineData("10.0.0.0/8", "11.0.0.0/8", null)]
    [InlineData("10.0.0.0/8", "10.0.0.0/8", null)]
    [InlineData("10.0.0.0/8", "fd00::/8", null)]
    [InlineData("10.0.0.0/8", "10.1.0.0/16", "b")]
    public void Find_SaysNothing_WhenTheyDoNot_OrNoNodeFollowsBoth(string cidr, string other, string? otherSource)
        => Assert.Empty(RouteOverlaps.Find(Route("own", cidr, "a"), [Route("other", other, otherSource)]));

    private static RouteSnapshot Route(string name, string cidr, string? source) => new() { Name = name, Created = new CreationOrder(DateTime.UnixEpoch, name), Cidrs = [cidr], Source = source, Gateways = ["gw"] };
}
