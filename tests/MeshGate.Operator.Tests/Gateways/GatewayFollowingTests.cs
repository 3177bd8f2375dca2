using System.Text.Json.Nodes;
using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Routes;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Conditions;
using MeshGate.Operator.Tests.Fakes;

namespace MeshGate.Operator.Tests.Gateways;

public sealed class GatewayFollowingTests
{
    private static readonly string[] Clients = ["node-0", "node-1", "node-2", "node-3", "node-4", "node-5"];

    [Fact]
    public async Task Route_IsToldToItsClients_AndToItsGateways()
    {
        await using OperatorRig rig = await StartAsync();
        Dictionary<string, GatewayOrder> orders = await OrdersAsync(rig);
        Assert.Equal(Clients, orders.Keys.Order());
        Assert.All(orders.Values, order => Assert.Equal(("office", "10.50.0.0/24", 3), (order.Route, order.Cidrs.Single(), order.Gateways.Count)));
        Assert.Equal([1, 2, 3], Firsts(orders));
        Assert.Equal(("10.50.0.9", ProbeType.Icmp, "200ms", "30s", "10s"), (orders["node-0"].Probe!.Address, orders["node-0"].Probe!.Type, orders["node-0"].Probe!.Interval, orders["node-0"].TrialInterval, orders["node-0"].IdleTime));
        ForwardOrder forward = Assert.Single((await rig.NodeAsync("node-7")).Status.Assignment!.Forwards!);
        Assert.Equal(("office", true, "10.50.0.0/24"), (forward.Route, forward.Masquerade, forward.Cidrs.Single()));
        Assert.Null((await rig.NodeAsync("node-7")).Status.Assignment!.Gateways);
        Assert.Null((await rig.NodeAsync("node-0")).Status.Assignment!.Forwards);
    }

    [Fact]
    public async Task Status_SaysWhoUsesWhat()
    {
        await using OperatorRig rig = await StartAsync();
        Dictionary<string, GatewayOrder> orders = await OrdersAsync(rig);
        foreach ((string client, GatewayOrder order) in orders)
        {
            await TellAsync(rig, client, order.Gateways[0]);
        }

        await UntilAsync(rig, status => status.State == RouteState.Active);
        MeshRouteStatus status = await StatusAsync(rig);
        Assert.Equal(["node-6", "node-7", "node-8"], status.Gateways!.Select(gateway => gateway.Name));
        Assert.All(status.Gateways!, gateway => Assert.Equal((gateway.FirstOf, gateway.UsedBy.Count), (gateway.Clients, gateway.Clients)));
        Assert.Equal(6, status.Gateways!.Sum(gateway => gateway.Clients));
        Assert.Equal("True", (await rig.RouteConditionAsync("office", "Probed"))!.Status);

        string moved = orders.First(order => order.Value.Gateways[0] == "node-8").Key;
        await TellAsync(rig, moved, orders[moved].Gateways[1], "node-8");
        await UntilAsync(rig, found => found.State == RouteState.FailedOver);
        status = await StatusAsync(rig);
        Assert.Contains("did not forward for a client", status.Gateways!.Single(gateway => gateway.Name == "node-8").Reason, StringComparison.Ordinal);
        Assert.Contains(moved, status.Gateways!.Single(gateway => gateway.Name == orders[moved].Gateways[1]).UsedBy);
        await TellAsync(rig, moved, null);
        await UntilAsync(rig, found => found.State == RouteState.Failed);
        await rig.SettleAsync();
        Assert.Equal(["FailedOver", "Failed"], (await rig.EventReasonsAsync("office")).Where(reason => reason is "FailedOver" or "Failed"));
    }

    [Fact]
    public async Task Status_LeavesOutAClientThatIsOffline()
    {
        await using OperatorRig rig = await StartAsync();
        Dictionary<string, GatewayOrder> orders = await OrdersAsync(rig);
        await rig.HeartbeatAsync("node-0");
        await TellAsync(rig, "node-0", orders["node-0"].Gateways[0]);
        await UntilAsync(rig, status => status.Gateways?.Sum(gateway => gateway.Clients) == 1);
        await rig.PassAsync(TimeSpan.FromSeconds(70));
        await rig.UntilConditionAsync("node-0", ConditionTypes.Online, "False");
        await UntilAsync(rig, status => status.Gateways?.Sum(gateway => gateway.Clients) == 0);
    }

    [Fact]
    public async Task Drain_PutsAGatewayLast_AndMovesNobodyElse()
    {
        await using OperatorRig rig = await StartAsync();
        Dictionary<string, GatewayOrder> before = await OrdersAsync(rig);
        await rig.EditNodeAsync("node-8", new JsonObject { ["spec"] = new JsonObject { ["drain"] = true } });
        await rig.UntilAsync(async () => (await OrdersAsync(rig)).Values.All(order => order.Gateways[2] == "node-8"), "it is last");
        Dictionary<string, GatewayOrder> after = await OrdersAsync(rig);
        Assert.All(before.Where(order => order.Value.Gateways[0] == "node-8"), order => Assert.Equal(order.Value.Gateways[1], after[order.Key].Gateways[0]));
        await UntilAsync(rig, status => status.Gateways?[2].Reason is { } reason && reason.Contains("It is drained", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Overlaps_AreSaidInACondition()
    {
        await using OperatorRig rig = await StartAsync();
        await rig.CreateRouteAsync("hall", new MeshRouteSpec { Destination = new RouteDestination { Cidrs = ["10.50.0.128/25"] }, Gateways = ["node-6"] });
        await rig.UntilAsync(async () => (await rig.RouteConditionAsync("hall", "Overlapping"))?.Status == "True", "the overlap is said");
        Assert.Contains("10.50.0.128/25 is taken out of 10.50.0.0/24 of MeshRoute office", (await rig.RouteConditionAsync("hall", "Overlapping"))!.Message, StringComparison.Ordinal);
        await rig.UntilAsync(async () => (await rig.RouteConditionAsync("office", "Overlapping"))?.Reason == "LongestPrefix", "at both");
        Assert.Equal("False", (await rig.RouteConditionAsync("hall", "Probed"))!.Status);
        Assert.Equal("True", (await rig.RouteConditionAsync("hall", "Ready"))!.Status);
    }

    [Fact]
    public async Task Deletion_TakesTheOrdersBack()
    {
        await using OperatorRig rig = await StartAsync();
        await rig.Api.DeleteAsync(Resources.MeshRoutes, NamespacedName.Cluster("office"), TestContext.Current.CancellationToken);
        await rig.UntilAsync(async () => (await rig.NodesAsync()).All(node => node.Status.Assignment!.Gateways is null && node.Status.Assignment.Forwards is null), "nobody is told any more");
    }

    private static async Task<OperatorRig> StartAsync()
    {
        OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodesAsync(9);
        foreach ((string gateway, int weight) in ((string, int)[])[("node-6", 100), ("node-7", 200), ("node-8", 300)])
        {
            var spec = new JsonObject { ["roles"] = new JsonArray(nameof(NodeRole.Gateway)), ["advertisedCIDRs"] = new JsonArray("10.50.0.0/16"), ["weight"] = weight };
            await rig.EditNodeAsync(gateway, new JsonObject { ["spec"] = spec });
            await rig.HeartbeatAsync(gateway);
        }

        await rig.UntilMembersAsync(8);
        await rig.CreateRouteAsync("office", new MeshRouteSpec
        {
            Destination = new RouteDestination { Cidrs = ["10.50.0.0/24"] },
            Gateways = ["node-6", "node-7", "node-8"],
            Masquerade = true,
            LoadBalancing = new RouteLoadBalancing { Strategy = LoadBalancingStrategy.WeightedRoundRobin },
            Probe = new RouteProbe { Type = ProbeType.Icmp, Address = "10.50.0.9", Interval = "200ms", Timeout = "200ms" },
        });
        await rig.UntilAsync(async () => (await OrdersAsync(rig)).Count == Clients.Length && Firsts(await OrdersAsync(rig)).SequenceEqual([1, 2, 3]), "the route is told by weight");
        return rig;
    }

    private static async Task<Dictionary<string, GatewayOrder>> OrdersAsync(OperatorRig rig)
        => (await rig.NodesAsync()).Where(node => node.Status?.Assignment?.Gateways is { Count: > 0 }).ToDictionary(node => node.Metadata.Name, node => node.Status.Assignment!.Gateways!.First(order => order.Route == "office"));

    private static int[] Firsts(Dictionary<string, GatewayOrder> orders)
        => [.. ((string[])["node-6", "node-7", "node-8"]).Select(gateway => orders.Values.Count(order => order.Gateways is [var first, ..] && first == gateway))];

    private static Task TellAsync(OperatorRig rig, string client, string? via, string? notForwarding = null)
    {
        var report = new JsonObject { ["route"] = "office", ["up"] = via is not null, ["cause"] = "Started", ["failovers"] = 0 };
        if (via is not null)
        {
            report["via"] = via;
        }

        if (notForwarding is not null)
        {
            report["notForwarding"] = new JsonArray(notForwarding);
        }

        return rig.ReportAsync(client, new JsonObject { ["gateways"] = new JsonArray(report) });
    }

    private static Task UntilAsync(OperatorRig rig, Func<MeshRouteStatus, bool> holds)
        => rig.UntilAsync(async () => holds(await StatusAsync(rig)), "the status says so");

    private static async Task<MeshRouteStatus> StatusAsync(OperatorRig rig)
        => (await rig.Api.GetAsync(Resources.MeshRoutes, NamespacedName.Cluster("office"), TestContext.Current.CancellationToken))!.Status ?? new MeshRouteStatus();
}
