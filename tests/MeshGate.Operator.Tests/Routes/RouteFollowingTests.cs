using System.Text.Json.Nodes;
using MeshGate.Core.Routes;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Tests.Fakes;

namespace MeshGate.Operator.Tests.Routes;

public sealed class RouteFollowingTests
{
    private static readonly NamespacedName Name = NamespacedName.Cluster("r");

    [Fact]
    public async Task Route_IsToldToItsTwoEnds_AndToNobodyElse()
    {
        await using OperatorRig rig = await StartAsync();

        RouteOrder order = Assert.Single((await rig.NodeAsync("node-0")).Status.Assignment!.Routes!);
        Assert.Equal(("node-1", "r", 5), (order.Peer, order.Route, order.Priority));
        Assert.Equal(["node-2", "Direct", "node-2+node-3"], order.Paths);
        Assert.Equal([("node-2", Keys.Of("2")), ("node-3", Keys.Of("3"))], order.Keys.Select(key => (key.Key, key.Value)));
        RouteOrder back = Assert.Single((await rig.NodeAsync("node-1")).Status.Assignment!.Routes!);
        Assert.Equal("node-0", back.Peer);
        Assert.Equal(["node-2", "Direct", "node-3+node-2"], back.Paths);
        Assert.Null((await rig.NodeAsync("node-2")).Status.Assignment!.Routes);
    }

    [Fact]
    public async Task TwoRelaysInARow_AreToldOfEachOther_AndOfThePair_AndNobodyElseIs()
    {
        await using OperatorRig rig = await StartAsync();

        ChainOrder leads = Assert.Single((await rig.NodeAsync("node-2")).Status.Assignment!.Chains!);
        Assert.Equal(("r", "node-0", "node-1", "node-3", true), (leads.Route, leads.Near, leads.Far, leads.Relay, leads.Leads));
        Assert.Equal([Keys.Of("0"), Keys.Of("1"), Keys.Of("3")], leads.Keys.OrderBy(key => key.Key, StringComparer.Ordinal).Select(key => key.Value));
        ChainOrder asked = Assert.Single((await rig.NodeAsync("node-3")).Status.Assignment!.Chains!);
        Assert.Equal(("r", "node-1", "node-0", "node-2", false), (asked.Route, asked.Near, asked.Far, asked.Relay, asked.Leads));
        Assert.Null((await rig.NodeAsync("node-0")).Status.Assignment!.Chains);

        await rig.EditNodeAsync("node-3", new JsonObject { ["spec"] = new JsonObject { ["drain"] = true } });
        await rig.UntilAsync(async () => (await rig.NodeAsync("node-2")).Status.Assignment!.Chains is null, "the row is ordered no longer");
        await rig.UntilAsync(async () => (await rig.NodeAsync("node-3")).Status.Assignment!.Chains is null, "the row is ordered no longer");
    }

    [Fact]
    public async Task Route_FollowsItsDaemon_AndTellsByEvents()
    {
        await using OperatorRig rig = await StartAsync();
        await ReportAsync(rig, "path=Relay via=node-2 route=r phase=Active paths=node-2:Healthy,Direct:Healthy,node-2+node-3:Unknown");
        MeshRouteStatus status = await UntilAsync(rig, RouteState.Active);
        Assert.Equal(["node-2"], status.ActivePath!.Relays);
        Assert.Equal([PathHealth.Healthy, PathHealth.Healthy, PathHealth.Unknown], status.Paths!.Select(path => path.Health));
        Assert.Null(status.Paths![2].Reason);

        await ReportAsync(rig, "path=Direct failovers=1 cause=Silent gap=321ms route=r phase=FailedOver paths=node-2:Down,Direct:Healthy,node-2+node-3:Unknown");
        status = await UntilAsync(rig, RouteState.FailedOver);
        Assert.Equal("Direct", status.ActivePath!.Name);
        Assert.Equal((1, "Silent", "321ms"), (status.Failovers!.Count, status.Failovers.LastCause, status.Failovers.LastDuration));
        Assert.NotNull(status.Failovers.LastTime);

        await ReportAsync(rig, "path=Direct failovers=1 cause=Silent gap=321ms route=r phase=Recovering paths=node-2:Healthy,Direct:Healthy,node-2+node-3:Unknown");
        await UntilAsync(rig, RouteState.Recovering);
        await ReportAsync(rig, "path=None route=r phase=Failed");
        await UntilAsync(rig, RouteState.Failed);
        await ReportAsync(rig, "path=Relay via=node-2 route=r phase=Active");
        await UntilAsync(rig, RouteState.Active);
        await rig.SettleAsync();
        Assert.Equal(["FailedOver", "Failed", "Recovered"], await rig.EventReasonsAsync("r"));
    }

    [Theory]
    [InlineData("node-2+node-3", null)]
    [InlineData("node-3+node-2", "The route does not name it")]
    public async Task TwoRelaysInARow_AreBothNamed_AsTheActivePath(string via, string? reason)
    {
        await using OperatorRig rig = await StartAsync();
        await ReportAsync(rig, $"path=Relay via={via} route=r phase=FailedOver paths=node-2:Down,Direct:Down,node-2+node-3:Healthy");
        MeshRouteStatus status = await UntilAsync(rig, RouteState.FailedOver);

        Assert.Equal(via, status.ActivePath!.Name);
        Assert.Equal(via.Split('+'), status.ActivePath.Relays);
        Assert.Equal(PathHealth.Healthy, status.Paths![2].Health);
        Assert.Equal(reason is null, status.ActivePath.Reason is null);
    }

    [Fact]
    public async Task Route_IsActiveOnTheBestPathThereIs_WhereItsPrimaryPathIsLeftOpen()
    {
        await using OperatorRig rig = await StartAsync();
        await rig.Api.PatchAsync(
            Resources.MeshRoutes, Name, new JsonObject { ["spec"] = new JsonObject { ["primaryPath"] = null, ["backupPaths"] = null } }, null, TestContext.Current.CancellationToken);
        await rig.UntilAsync(async () => (await rig.NodeAsync("node-1")).Status.Assignment!.Routes![0].Paths[0] == "Direct", "the open route is told");
        await ReportAsync(rig, "path=Relay via=node-2 route=r phase=Active paths=Direct:Down,node-2:Healthy");
        await UntilAsync(rig, RouteState.Active);
        await ReportAsync(rig, "path=Relay via=node-3 failovers=1 cause=Silent gap=300ms route=r phase=FailedOver paths=Direct:Down,node-2:Down,node-3:Healthy");
        await UntilAsync(rig, RouteState.FailedOver);
    }

    [Fact]
    public async Task Measurements_WriteNoRoute()
    {
        await using OperatorRig rig = await StartAsync();
        await ReportAsync(rig, "path=Relay via=node-2 rtt=1ms route=r phase=Active");
        await UntilAsync(rig, RouteState.Active);
        await rig.SettleAsync();
        int writes = rig.Link.Writes.Count(write => write.Resource == "meshroutes");
        await ReportAsync(rig, "path=Relay via=node-2 rtt=90ms loss=3% route=r phase=Active");
        await rig.SettleAsync();

        Assert.Equal(writes, rig.Link.Writes.Count(write => write.Resource == "meshroutes"));
    }

    [Fact]
    public async Task Wish_IsToldToBothEnds_AndTakenBackWithTheAnnotation()
    {
        await using OperatorRig rig = await StartAsync();
        await WishAsync(rig, "direct");
        await rig.UntilAsync(async () => (await rig.NodeAsync("node-1")).Status.Assignment!.Routes![0].To == "Direct", "Direct is ordered");
        Assert.Equal("Direct", (await rig.NodeAsync("node-0")).Status.Assignment!.Routes![0].To);
        await rig.UntilAsync(async () => (await rig.RouteConditionAsync("r", "FailoverOrdered"))?.Status == "True", "the wish is followed");

        await WishAsync(rig, null);
        await rig.UntilAsync(async () => (await rig.NodeAsync("node-1")).Status.Assignment!.Routes![0].To is null, "nothing is ordered");
        await rig.UntilAsync(async () => await rig.RouteConditionAsync("r", "FailoverOrdered") is null, "the condition is gone");
    }

    [Fact]
    public async Task Wish_ForTwoRelaysInARow_IsToldToEachEnd_InItsOwnOrder()
    {
        await using OperatorRig rig = await StartAsync();
        await WishAsync(rig, "node-2+node-3");
        await rig.UntilAsync(async () => (await rig.NodeAsync("node-1")).Status.Assignment!.Routes![0].To == "node-3+node-2", "the row is ordered");

        Assert.Equal("node-2+node-3", (await rig.NodeAsync("node-0")).Status.Assignment!.Routes![0].To);
        await rig.UntilAsync(async () => (await rig.RouteConditionAsync("r", "FailoverOrdered"))?.Status == "True", "the wish is followed");
    }

    [Theory]
    [InlineData("nowhere", "UnknownPath", "it has node-2, Direct, node-2+node-3")]
    public async Task Wish_ThatCannotBeFollowed_IsRefusedInWords(string wish, string reason, string words)
    {
        await using OperatorRig rig = await StartAsync();
        await WishAsync(rig, wish);
        await rig.UntilAsync(async () => (await rig.RouteConditionAsync("r", "FailoverOrdered"))?.Reason == reason, reason);
        Condition refused = (await rig.RouteConditionAsync("r", "FailoverOrdered"))!;

        Assert.Equal("False", refused.Status);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.Equal("True", (await rig.RouteConditionAsync("r", "Ready"))!.Status);
    }

    [Fact]
    public async Task Paths_OfARelayThatDrains_AreLeftOut_AndTheConditionSaysWhy()
    {
        await using OperatorRig rig = await StartAsync();
        await rig.EditNodeAsync("node-2", new JsonObject { ["spec"] = new JsonObject { ["drain"] = true } });
        await rig.UntilAsync(async () => (await rig.RouteConditionAsync("r", "PathsUsable"))?.Status == "False", "a path cannot be used");

        Assert.Contains("spec.primaryPath.relays[0]: MeshNode node-2 is drained", (await rig.RouteConditionAsync("r", "PathsUsable"))!.Message, StringComparison.Ordinal);
        Assert.Equal(["Direct"], (await rig.NodeAsync("node-0")).Status.Assignment!.Routes![0].Paths);
    }

    [Fact]
    public async Task Failovers_AreToldByTheEndThatNoticedThem()
    {
        await using OperatorRig rig = await StartAsync();
        await ReportAsync(rig, "path=Direct route=r phase=FailedOver");
        await UntilAsync(rig, RouteState.FailedOver);
        Assert.Null((await StatusAsync(rig)).Failovers);

        await rig.ReportAsync("node-1", new JsonObject { ["peers"] = new JsonArray("node-0 path=Direct failovers=1 cause=Silent gap=280ms route=r phase=FailedOver") });
        await rig.UntilAsync(async () => (await StatusAsync(rig)).Failovers is { Count: 1, LastCause: "Silent", LastDuration: "280ms" }, "the other end's failover is told");
    }

    private static async Task<OperatorRig> StartAsync()
    {
        OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodesAsync(4);
        foreach (string relay in new[] { "node-2", "node-3" })
        {
            var spec = new JsonObject { ["roles"] = new JsonArray(nameof(NodeRole.Relay)), ["relayPorts"] = new JsonObject { ["first"] = 40000, ["last"] = 40099 } };
            await rig.EditNodeAsync(relay, new JsonObject { ["spec"] = spec });
            var reached = new JsonObject { ["type"] = "RelayReachable", ["status"] = "True", ["reason"] = "Reached", ["message"] = "A third node reached it." };
            await rig.ReportAsync(relay, new JsonObject { ["conditions"] = new JsonArray(reached) });
        }

        await rig.UntilMembersAsync(3);
        await rig.CreateRouteAsync("r", new MeshRouteSpec
        {
            Source = "node-0",
            Destination = new RouteDestination { Node = "node-1" },
            PrimaryPath = new RoutePath { Relays = ["node-2"] },
            BackupPaths = [new RoutePath { Relays = [] }, new RoutePath { Relays = ["node-2", "node-3"] }],
            Priority = 5,
        });
        await rig.UntilAsync(async () => (await rig.NodeAsync("node-1")).Status.Assignment?.Routes is [{ Paths.Count: 3 }], "the route is told");
        await rig.UntilAsync(async () => (await rig.RouteConditionAsync("r", "PathsUsable"))?.Status == "True", "the route is judged");
        return rig;
    }

    private static Task ReportAsync(OperatorRig rig, string line) => rig.ReportAsync("node-0", new JsonObject { ["peers"] = new JsonArray($"node-1 {line}") });

    private static Task<MeshRoute> WishAsync(OperatorRig rig, string? path)
        => rig.Api.PatchAsync(
            Resources.MeshRoutes, Name, new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [MeshGateApi.FailoverToAnnotation] = path } } }, null, TestContext.Current.CancellationToken);

    private static async Task<MeshRouteStatus> UntilAsync(OperatorRig rig, RouteState state)
    {
        await rig.UntilAsync(async () => (await StatusAsync(rig)).State == state, $"{state}");
        return await StatusAsync(rig);
    }

    private static async Task<MeshRouteStatus> StatusAsync(OperatorRig rig)
        => (await rig.Api.GetAsync(Resources.MeshRoutes, Name, TestContext.Current.CancellationToken))!.Status;
}
