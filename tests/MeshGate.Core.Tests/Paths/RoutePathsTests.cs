using MeshGate.Core.Paths;
using MeshGate.Core.Routes;
using MeshGate.Core.Topology;

namespace MeshGate.Core.Tests.Paths;

public sealed class RoutePathsTests
{
    private static readonly RouteSnapshot Route = new() { Name = "route", Created = new CreationOrder(DateTime.UnixEpoch, "uid"), Source = "node-010", Node = "node-011" };

    [Fact]
    public void For_FindsThePrimaryPathAndTwoBackups_WhereAllIsLeftOpen()
        => Assert.Equal(
            [PathKind.Direct, PathKind.Relay, PathKind.Relay],
            RoutePaths.For(PathFinderTests.Form(TopologyType.Hybrid), Route).Paths.Select(path => path.Kind));

    [Fact]
    public void For_FindsAsManyBackupsAsAreWanted_ThroughOtherRelaysThanThoseWritten()
    {
        RoutePathPlan plan = RoutePaths.For(PathFinderTests.Form(TopologyType.Hybrid), Route with { PrimaryPath = ["node-001"], MaxBackupPaths = 1 });
        Assert.Equal(["the path through node-001", "the direct path"], plan.Paths.Select(path => path.ToString()));

        plan = RoutePaths.For(PathFinderTests.Form(TopologyType.HubSpoke), Route with { PrimaryPath = ["node-001"] });
        Assert.Equal(["the path through node-001", "the path through node-000"], plan.Paths.Select(path => path.ToString()));
        Assert.Empty(plan.Findings);
    }

    [Fact]
    public void For_FollowsWhatIsWritten_AndSaysWhatOfItCannotBeUsed()
    {
        RoutePathPlan plan = RoutePaths.For(PathFinderTests.Form(TopologyType.Hybrid), Route with { PrimaryPath = ["node-000", "node-001"], BackupPaths = [["node-002"], [], ["node-003"]] });

        Assert.Equal(["the path through node-000 and node-001", "the direct path"], plan.Paths.Select(path => path.ToString()));
        Assert.Equal(
            ["spec.backupPaths[0].relays[0]: MeshNode node-002 is drained", "spec.backupPaths[2].relays[0]: MeshNode node-003 was not reached on its relay ports by any third node"],
            plan.Findings.Select(finding => finding.ToString()));
    }

    [Fact]
    public void For_FindsNothing_WhereAnEndIsMissing()
    {
        RoutePathPlan plan = RoutePaths.For(PathFinderTests.Form(TopologyType.Hybrid), Route with { Node = "nobody" });

        Assert.Empty(plan.Paths);
        Assert.Equal("spec.destination.node: there is no MeshNode nobody", Assert.Single(plan.Findings).ToString());
    }
}
