using System.Text.Json.Nodes;
using MeshGate.Core.Topology;
using MeshGate.Operator.Tests.Fakes;

namespace MeshGate.Operator.Tests.Topology;

public sealed class HubTests
{
    [Fact]
    public async Task Assignments_NameHubsAndPinnedPeers_AndASecondPassWritesNothing()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodesAsync(4);
        await rig.UntilMembersAsync(3);
        Assert.All(await rig.NodesAsync(), node => Assert.Equal(TopologyRole.Member, node.Status.Assignment!.Role));
        Assert.Equal(["node-0", "node-1", "node-3"], (await rig.NodeAsync("node-2")).Status.Assignment!.Pinned);

        await rig.EditNodeAsync("node-1", new JsonObject { ["spec"] = new JsonObject { ["roles"] = new JsonArray("Hub"), ["region"] = "eu", ["zone"] = "eu-1" } });
        await rig.EditNodeAsync("node-3", new JsonObject { ["spec"] = new JsonObject { ["roles"] = new JsonArray("Hub") } });
        await rig.UntilAsync(async () => await HubsAsync(rig) is ["node-1", "node-3"], "two hubs");
        await rig.SettleAsync();
        rig.Link.Writes.Clear();
        await rig.PlanOnceAsync();
        Assert.Empty(rig.Link.Writes);

        await rig.EditNodeAsync("node-3", new JsonObject { ["spec"] = new JsonObject { ["drain"] = true } });
        await rig.UntilAsync(async () => await HubsAsync(rig) is ["node-1"], "one hub");
    }

    private static async Task<string[]> HubsAsync(OperatorRig rig)
        => [.. (await rig.NodesAsync()).Where(node => node.Status.Assignment?.Role == TopologyRole.Hub).Select(node => node.Metadata.Name).Order()];
}
