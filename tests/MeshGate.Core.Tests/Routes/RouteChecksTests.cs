using System.Collections.Immutable;
using MeshGate.Core.Routes;
using MeshGate.Core.Validation;

namespace MeshGate.Core.Tests.Routes;

public sealed class RouteChecksTests
{
    public static TheoryData<string, string> Wrong => new(Objects.Select(item => (item.Key, item.Value.Finding)));

    private static Dictionary<string, (RouteSnapshot Route, string Finding)> Objects { get; } = new()
    {
        ["nowhere"] = (Routes.ToNode() with { Node = null }, "spec.destination: give either node or cidrs"),
        ["both"] = (Routes.ToNetwork() with { Node = "b", Source = "a" }, "spec.destination: give either node or cidrs"),
        ["no source"] = (Routes.ToNode() with { Source = null }, "spec.source: a route to a node needs a source"),
        ["itself"] = (Routes.ToNode() with { Node = "a" }, "spec.destination.node: source and destination.node must be two nodes"),
        ["no gateway"] = (Routes.ToNetwork() with { Gateways = [] }, "spec.gateways: a route to cidrs needs gateways"),
        ["gateway before a node"] = (Routes.ToNode() with { Gateways = ["g"] }, "spec.gateways: gateways and loadBalancing belong to a route to cidrs"),
        ["balanced node"] = (Routes.ToNode() with { HasLoadBalancing = true }, "spec.gateways: gateways and loadBalancing belong to a route to cidrs"),
        ["path to a network"] = (Routes.ToNetwork() with { PrimaryPath = [] }, "spec.primaryPath: primaryPath, backupPaths and maxBackupPaths belong to a route to a node"),
        ["count to a network"] = (Routes.ToNetwork() with { MaxBackupPaths = 1 }, "spec.primaryPath: primaryPath, backupPaths and maxBackupPaths belong to a route to a node"),
        ["both backups"] = (Routes.ToNode() with { BackupPaths = [], MaxBackupPaths = 0 }, "spec.maxBackupPaths: give either backupPaths or maxBackupPaths"),
        ["three relays"] = (Routes.ToNode() with { PrimaryPath = ["r1", "r2", "r3"] }, "spec.primaryPath.relays: a path has at most 2 relays"),
        ["one relay twice"] = (Routes.ToNode() with { BackupPaths = [["r1", "r1"]] }, "spec.backupPaths[0].relays: a path names a relay once"),
        ["end as relay"] = (Routes.ToNode() with { BackupPaths = [[], ["b"]] }, "spec.backupPaths[1]: source and destination.node cannot be relays of the route's own paths"),
        ["two direct paths"] = (Routes.ToNode() with { PrimaryPath = [], BackupPaths = [["r1"], []] }, "spec.backupPaths[1]: primaryPath and backupPaths must all differ"),
        ["equal backups"] = (Routes.ToNode() with { BackupPaths = [["r1"], ["r1"]] }, "spec.backupPaths[1]: primaryPath and backupPaths must all differ"),
        ["probe without port"] = (Routes.ToNode() with { Probe = new(ProbeType.Tcp, null, null, null, null) }, "spec.probe.port: port belongs to a probe of type Tcp, and that needs one"),
        ["port without need"] = (Routes.ToNode() with { Probe = new(ProbeType.Icmp, null, 80, null, null) }, "spec.probe.port: port belongs to a probe of type Tcp, and that needs one"),
        ["probe of nobody"] = (Routes.ToNetwork() with { Probe = new(ProbeType.Icmp, null, null, null, null) }, "spec.probe: a probe of type Icmp or Tcp on a route to cidrs needs an address"),
        ["probe elsewhere"] = (Routes.ToNetwork() with { Probe = new(ProbeType.Icmp, "10.0.0.1", null, null, null) }, "spec.probe.address: must lie in one of destination.cidrs, not '10.0.0.1'"),
        ["slow probe"] = (Routes.ToNode() with { Probe = new(ProbeType.Path, null, null, "1s", "5s") }, "spec.probe.timeout: timeout must not be longer than interval"),
        ["rare probe"] = (Routes.ToNode() with { Probe = new(ProbeType.Path, null, null, "1h", null) }, "spec.probe.interval: must be a duration from 100ms to 5m, not '1h'"),
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Check_NamesTheField_WhenARouteContradictsItself(string name, string finding)
        => Assert.Contains(finding, RouteChecks.Check(Objects[name].Route).Select(found => found.ToString()));

    [Fact]
    public void Check_FindsNothing_WhenARouteIsFit()
    {
        ImmutableArray<Finding> node = RouteChecks.Check(Routes.ToNode() with { PrimaryPath = [], BackupPaths = [["r1"], ["r1", "r2"]], Probe = new(ProbeType.Tcp, null, 443, "1s", "500ms") });
        Assert.Empty(node);
        Assert.Empty(RouteChecks.Check(Routes.ToNetwork()));
    }
}
