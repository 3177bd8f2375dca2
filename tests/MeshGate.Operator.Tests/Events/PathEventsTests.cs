using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Events;
using MeshGate.Operator.Tests.Fakes;

namespace MeshGate.Operator.Tests.Events;

public sealed class PathEventsTests
{
    [Fact]
    public async Task Events_TellOfPaths_OnceTheNodeIsQuiet()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodesAsync(2);
        await rig.UntilMembersAsync(1);
        await rig.ReportAsync("node-0", Peers("node-1 path=Direct type=Host"));
        await rig.SettleAsync();
        await rig.ReportAsync("node-0", Peers("node-1 path=Relay via=r failovers=1 cause=Silent"));
        await rig.PassAsync(TimeSpan.FromSeconds(1));
        await rig.ReportAsync("node-0", Peers("node-1 path=Direct type=Host failovers=1"));
        await rig.PassAsync(PathEvents.Longest);
        await rig.UntilAsync(async () => (await rig.EventReasonsAsync("node-0")).Count == 3, "both told");
        Assert.Equal(["FailedOver", "Joined", "Recovered"], (await rig.EventReasonsAsync("node-0")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Events_TellThatARouteIsRefused()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodesAsync(2);
        await rig.UntilMembersAsync(1);
        await rig.CreateRouteAsync("nowhere", new MeshRouteSpec { Source = "node-0", Destination = new RouteDestination { Node = "node-0" } });
        await rig.UntilAsync(async () => (await rig.RouteConditionAsync("nowhere", "Stalled"))?.Status == "True", "refused");
        string reason = (await rig.RouteConditionAsync("nowhere", "Stalled"))!.Reason;
        await rig.UntilAsync(async () => (await rig.EventReasonsAsync("nowhere")).Count == 1, "told");
        Assert.Equal([reason], await rig.EventReasonsAsync("nowhere"));
    }

    private static JsonObject Peers(string line) => new() { ["peers"] = new JsonArray(line) };
}
