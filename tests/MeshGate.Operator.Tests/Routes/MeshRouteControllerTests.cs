using System.Text.Json.Nodes;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Tests.Fakes;

namespace MeshGate.Operator.Tests.Routes;

public sealed class MeshRouteControllerTests
{
    [Fact]
    public async Task Route_InOrder_IsAccepted_AndItsCourseUnknown_WhileNoDaemonTellsIt()
    {
        await using OperatorRig rig = await StartAsync();
        await rig.CreateRouteAsync("r", Between("node-0", "node-1"));
        Condition ready = await UntilAsync(rig, "r", "Accepted");
        Assert.Equal("True", ready.Status);
        Assert.Equal("True", (await rig.RouteConditionAsync("r", "PathsUsable"))!.Status);
        MeshRouteStatus status = (await rig.Api.GetAsync(Resources.MeshRoutes, NamespacedName.Cluster("r"), TestContext.Current.CancellationToken))!.Status;
        Assert.Null(status.State);
        Assert.Equal("Direct", Assert.Single(status.Paths!).Name);
    }

    [Fact]
    public async Task Route_ToANodeThatIsNotThere_WaitsForIt()
    {
        await using OperatorRig rig = await StartAsync();
        await rig.CreateRouteAsync("r", Between("node-0", "late"));
        await UntilAsync(rig, "r", "NodeNotFound");
        Assert.Equal("True", (await rig.RouteConditionAsync("r", "Reconciling"))!.Status);
        await rig.CreateNodeAsync("late");
        Assert.Contains("late is nobody's peer", (await UntilAsync(rig, "r", "NoPath")).Message, StringComparison.Ordinal);
        await rig.ReportAsync("late", new JsonObject { ["publicKey"] = Keys.Of("late") });
        await UntilAsync(rig, "r", "Accepted");
        await rig.DeleteNodeAsync("late");
        await UntilAsync(rig, "r", "NodeNotFound");
    }

    [Fact]
    public async Task Route_OverANodeWithoutTheRole_IsRefused_UntilItHasIt()
    {
        await using OperatorRig rig = await StartAsync();
        MeshRouteSpec spec = Between("node-0", "node-1");
        spec.PrimaryPath = new RoutePath { Relays = ["node-2"] };
        await rig.CreateRouteAsync("r", spec);
        Condition ready = await UntilAsync(rig, "r", "NotARelay");
        Assert.Contains("spec.primaryPath.relays[0]", ready.Message, StringComparison.Ordinal);
        Assert.Equal("True", (await rig.RouteConditionAsync("r", "Stalled"))!.Status);
        await rig.EditNodeAsync("node-2", new JsonObject { ["spec"] = new JsonObject { ["roles"] = new JsonArray(nameof(NodeRole.Relay)) } });
        await UntilAsync(rig, "r", "Accepted");
    }

    [Fact]
    public async Task Route_OfAPairThatAnotherSpeaksOf_TakesOver_WhenThatGoes()
    {
        await using OperatorRig rig = await StartAsync();
        await rig.CreateRouteAsync("first", Between("node-0", "node-1"));
        await UntilAsync(rig, "first", "Accepted");
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await rig.CreateRouteAsync("second", Between("node-1", "node-0"));
        await UntilAsync(rig, "second", "RouteConflict");
        await rig.Api.DeleteAsync(Resources.MeshRoutes, NamespacedName.Cluster("first"), TestContext.Current.CancellationToken);
        await UntilAsync(rig, "second", "Accepted");
    }

    [Fact]
    public async Task Route_IsWrittenOnce_HoweverOftenItIsJudged()
    {
        await using OperatorRig rig = await StartAsync();
        await rig.CreateRouteAsync("good", Between("node-0", "node-1"));
        await rig.CreateRouteAsync("bad", Between("node-0", "node-0"));
        await UntilAsync(rig, "good", "Accepted");
        await UntilAsync(rig, "bad", "InvalidSpec");
        await rig.SettleAsync();
        await rig.CreateNodeAsync("another");
        await rig.SettleAsync();
        Assert.Equal(2, rig.Link.Writes.Count(write => write.Resource == "meshroutes"));
    }

    private static async Task<OperatorRig> StartAsync()
    {
        OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodesAsync(3);
        await rig.UntilMembersAsync(2);
        return rig;
    }

    private static MeshRouteSpec Between(string source, string destination) => new() { Source = source, Destination = new RouteDestination { Node = destination } };

    private static async Task<Condition> UntilAsync(OperatorRig rig, string name, string reason)
    {
        await rig.UntilAsync(async () => (await rig.RouteConditionAsync(name, "Ready"))?.Reason == reason, $"{reason} on {name}");
        return (await rig.RouteConditionAsync(name, "Ready"))!;
    }
}
