using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Conditions;
using MeshGate.Operator.Tests.Fakes;
using MeshGate.Operator.Topology;

namespace MeshGate.Operator.Tests.Topology;

public sealed class MeshLifecycleTests
{
    [Fact]
    public async Task Join_AssignsEveryNodeToEveryOther_WithFewWrites()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodesAsync(8);
        await rig.UntilMembersAsync(7);
        IReadOnlyList<MeshNode> nodes = await rig.NodesAsync();
        Assert.All(nodes, node => Assert.Equal(2, node.Spec.Addresses!.Count));
        Assert.Distinct(nodes.SelectMany(node => node.Spec.Addresses!));
        Assert.All(nodes, node => Assert.Contains(MeshGateApi.Finalizer, node.Metadata.Finalizers));
        Assert.All(nodes, node => Assert.Equal("Applying", ConditionList.Find(node.Status.Conditions, ConditionTypes.Ready)!.Reason));
        Assert.All(nodes, node => Assert.Equal(node.Metadata.Generation, node.Status.ObservedGeneration));

        await rig.ApplyAssignmentsAsync();
        foreach (MeshNode node in nodes)
        {
            await rig.UntilConditionAsync(node.Metadata.Name, ConditionTypes.Ready, "True");
        }

        await rig.SettleAsync();
        Assert.All(WritesANode(rig), writes => Assert.InRange(writes, 1, 4));
    }

    [Fact]
    public async Task RunOnce_WritesNothing_WhenNothingChanged()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodesAsync(4);
        await rig.UntilMembersAsync(3);
        await rig.SettleAsync();
        int before = rig.Link.Writes.Count;
        await rig.PlanOnceAsync();
        await rig.PlanOnceAsync();
        Assert.Equal(before, rig.Link.Writes.Count);
    }

    [Fact]
    public async Task Start_WritesNothing_WhenAPredecessorLeftEverythingInOrder()
    {
        await using OperatorRig first = await OperatorRig.StartAsync();
        await first.CreateNodesAsync(4);
        await first.UntilMembersAsync(3);
        await first.SettleAsync();
        await using OperatorRig second = await OperatorRig.StartAsync(first);
        await second.UntilAsync(() => Task.FromResult(second.Get<PlanStore>().Nodes.Count == 4), "a plan");
        await second.SettleAsync();
        Assert.Empty(second.Link.Writes);
    }

    [Fact]
    public async Task Join_OfANodeWithoutKey_GivesItSettings_AndPeersWhenTheKeyComes()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodeAsync("a", Keys.Of("a"));
        await rig.CreateNodeAsync("b");
        await rig.UntilAsync(async () => (await rig.NodeAsync("b")).Status.Assignment is not null, "settings for b");
        Assert.Equal("Pending", (await rig.ConditionAsync("b", ConditionTypes.Ready))!.Reason);
        Assert.Equal("True", (await rig.ConditionAsync("b", ConditionTypes.Reconciling))!.Status);
        Assert.Equal(["100.96.0.0/16", "fd6d:6573:6867::/64"], (await rig.NodeAsync("b")).Status.Assignment!.Settings.MeshCIDRs);
        Assert.Empty((await rig.NodeAsync("a")).Status.Assignment?.Members ?? []);

        await rig.ReportAsync("b", new JsonObject { ["publicKey"] = Keys.Of("b") });
        await rig.UntilMembersAsync(1);
        Assert.Equal(Keys.Of("b"), (await rig.NodeAsync("a")).Status.Assignment!.Members[0].PublicKey);
    }

    [Fact]
    public async Task Report_OfMeasurements_WritesNobodyElsesObject()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodesAsync(3);
        await rig.UntilMembersAsync(2);
        await rig.ApplyAssignmentsAsync();
        await rig.UntilConditionAsync("node-0", ConditionTypes.Ready, "True");
        await rig.PassAsync(TimeSpan.FromSeconds(31));
        await rig.SettleAsync();
        rig.Link.Writes.Clear();
        await rig.ReportAsync("node-0", Peers("node-1"));
        await rig.PassAsync(TimeSpan.FromSeconds(31));
        await rig.UntilAsync(
            async () => (await rig.ConditionAsync("node-0", ConditionTypes.DataPlaneReady))!.Message == "1 of 2 peers have a path.", "one path");
        await rig.ReportAsync("node-0", Peers("node-1", "node-2"));
        await rig.UntilConditionAsync("node-0", ConditionTypes.DataPlaneReady, "True");
        await rig.SettleAsync();
        Assert.All(rig.Link.Writes, write => Assert.Equal("node-0", write.Name));
    }

    [Fact]
    public async Task Delete_TakesTheNodeOutOfItsPeers_BeforeItGoes()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodesAsync(3);
        await rig.UntilMembersAsync(2);
        await rig.SettleAsync();
        rig.Link.Writes.Clear();
        await rig.DeleteNodeAsync("node-1");
        await rig.UntilAsync(async () => (await rig.NodesAsync()).Count == 2, "the node's end");
        List<FakeWrite> writes = [.. rig.Link.Writes.Where(write => write.Resource == "meshnodes")];
        Assert.Equal("node-1", writes[^1].Name);
        Assert.Equal(["node-0", "node-2"], writes.SkipLast(1).Select(write => write.Name).Where(name => name != "node-1").Distinct().Order());
        await rig.UntilMembersAsync(1);
        await rig.UntilToldAsync("node-1", "Left");
    }

    [Fact]
    public async Task Edit_OfAnAssignment_IsUndone()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodesAsync(2);
        await rig.UntilMembersAsync(1);
        await rig.SettleAsync();
        var patch = new JsonObject { ["status"] = new JsonObject { ["assignment"] = new JsonObject { ["members"] = new JsonArray() } } };
        await rig.EditNodeAsync("node-0", patch, "status");
        await rig.UntilMembersAsync(1);
    }

    [Fact]
    public async Task Events_TellOfJoiningOnce()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodesAsync(2);
        await rig.UntilMembersAsync(1);
        await rig.SettleAsync();
        Assert.Equal(["Joined"], await rig.EventReasonsAsync("node-0"));
    }

    private static IEnumerable<int> WritesANode(OperatorRig rig)
        => rig.Link.Writes.Where(write => write.Resource == "meshnodes").GroupBy(write => write.Name).Select(writes => writes.Count());

    private static JsonObject Peers(params string[] names)
        => new() { ["peers"] = new JsonArray([.. names.Select(name => (JsonNode)$"{name} path=Direct")]) };
}
