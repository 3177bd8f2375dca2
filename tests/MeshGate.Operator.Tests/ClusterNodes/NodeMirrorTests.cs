using System.Net;
using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.ClusterNodes;
using MeshGate.Operator.Tests.Fakes;

namespace MeshGate.Operator.Tests.ClusterNodes;

public sealed class NodeMirrorTests
{
    [Fact]
    public async Task Node_ThatIsSelected_IsGivenAMeshNode_InOneWrite()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateClusterNodeAsync("worker", (ClusterNode.RegionLabel, "eu"), (ClusterNode.ZoneLabel, "eu-1"));
        await rig.UntilAsync(async () => (await rig.NodesAsync()).Any(), "a MeshNode");
        await rig.SettleAsync();
        MeshNode made = await rig.NodeAsync("worker");
        Assert.Equal(("worker", "eu", "eu-1"), (made.Spec.NodeName, made.Spec.Region, made.Spec.Zone));
        Assert.Equal(MirrorRules.ManagedBy, made.Metadata.Labels[MirrorRules.ManagedByLabel]);
        Assert.Contains(MeshGateApi.Finalizer, made.Metadata.Finalizers);
        Assert.Equal(2, made.Spec.Addresses!.Count);
        Assert.All(made.Spec.Addresses, address => Assert.Equal(string.Empty, made.Metadata.Labels[AddressLabel.KeyOf(IPAddress.Parse(address))]));
        Assert.Equal(["create", "patch"], rig.Link.Writes.Where(write => write.Resource == "meshnodes").Select(write => write.Verb));
    }

    [Fact]
    public async Task Node_ThatMovesToAnotherZone_IsFollowed()
    {
        await using OperatorRig rig = await StartWithWorkerAsync();
        IDictionary<string, string> labels = (await rig.NodeAsync("worker")).Metadata.Labels;
        await rig.LabelClusterNodeAsync("worker", ClusterNode.ZoneLabel, "eu-2");
        await rig.UntilAsync(async () => (await rig.NodeAsync("worker")).Spec.Zone == "eu-2", "the new zone");
        await rig.SettleAsync();
        Assert.Equal(3, labels.Count);
        Assert.Equal(labels, (await rig.NodeAsync("worker")).Metadata.Labels);
    }

    [Fact]
    public async Task Node_ThatGoes_TakesItsMeshNodeAlong()
    {
        await using OperatorRig rig = await StartWithWorkerAsync();
        await rig.DeleteClusterNodeAsync("worker");
        await rig.UntilAsync(async () => (await rig.NodesAsync()).Count == 0, "the MeshNode's end");
    }

    [Fact]
    public async Task Node_ThatIsSelectedNoLonger_TakesItsMeshNodeAlong()
    {
        await using OperatorRig rig = await StartWithWorkerAsync();
        await rig.LabelClusterNodeAsync("worker", "meshgate.io/mesh", null);
        await rig.UntilAsync(async () => (await rig.NodesAsync()).Count == 0, "the MeshNode's end");
    }

    [Fact]
    public async Task Node_ThatGoesWhileNoOperatorRuns_TakesItsMeshNodeAlong_AtTheNextStart()
    {
        OperatorRig first = await StartWithWorkerAsync();
        await first.DisposeAsync();
        await first.DeleteClusterNodeAsync("worker");
        await using OperatorRig second = await OperatorRig.StartAsync(first);
        await second.UntilAsync(async () => (await second.NodesAsync()).Count == 0, "the MeshNode's end");
    }

    [Fact]
    public async Task MeshNode_IsNotDeleted_WhileTheNodesAreUnknown()
    {
        OperatorRig first = await StartWithWorkerAsync();
        await first.DisposeAsync();
        await using OperatorRig second = await OperatorRig.StartAsync(first, new OperatorRigOptions { Prepare = rig => rig.Link.Forbidden["nodes"] = true });
        await second.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Null((await second.NodeAsync("worker")).Metadata.DeletionTimestamp);
        Assert.DoesNotContain(second.Link.Writes, write => write.Verb == "delete");
    }

    [Fact]
    public async Task MeshNode_ThatAPersonDeletes_IsMadeAnew_WhileItsNodeIsThere()
    {
        await using OperatorRig rig = await StartWithWorkerAsync();
        string uid = (await rig.NodeAsync("worker")).Metadata.Uid;
        await rig.DeleteNodeAsync("worker");
        await rig.UntilAsync(async () => (await rig.NodesAsync()) is [var node] && node.Metadata.Uid != uid, "another MeshNode");
    }

    [Fact]
    public async Task MeshNode_OfAPerson_IsLeftAlone_AndSaidToBeInTheWay()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodeAsync("worker", Keys.Of("a"));
        await rig.CreateClusterNodeAsync("worker", (ClusterNode.ZoneLabel, "eu-1"));
        await rig.UntilToldAsync("worker", "NotAdopted");
        await rig.SettleAsync();
        await rig.EditNodeAsync("worker", new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["some"] = "label" } } });
        await rig.SettleAsync();
        Assert.Equal((null, null), ((await rig.NodeAsync("worker")).Spec.NodeName, (await rig.NodeAsync("worker")).Spec.Zone));
        Assert.Single(await rig.EventReasonsAsync("worker"), "NotAdopted");
        Assert.DoesNotContain(rig.Link.Writes, write => write is { Resource: "events", Verb: "patch" });

        await rig.DeleteClusterNodeAsync("worker");
        await rig.SettleAsync();
        Assert.Null((await rig.NodeAsync("worker")).Metadata.DeletionTimestamp);
    }

    [Fact]
    public async Task MeshNode_OfAPersonWithTheAdoptLabel_IsAdopted_AndOutlivesItsNode()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodeAsync("worker", Keys.Of("a"));
        await rig.CreateClusterNodeAsync("worker", (ClusterNode.ZoneLabel, "eu-1"));
        await rig.UntilToldAsync("worker", "NotAdopted");
        await rig.EditNodeAsync("worker", new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [MirrorRules.AdoptLabel] = "true" } } });
        await rig.UntilAsync(async () => (await rig.NodeAsync("worker")).Spec is { NodeName: "worker", Zone: "eu-1" }, "adoption");

        await rig.DeleteClusterNodeAsync("worker");
        await rig.SettleAsync();
        Assert.Null((await rig.NodeAsync("worker")).Metadata.DeletionTimestamp);
    }

    private static async Task<OperatorRig> StartWithWorkerAsync()
    {
        OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateClusterNodeAsync("worker", (ClusterNode.ZoneLabel, "eu-1"));
        await rig.UntilAsync(async () => (await rig.NodesAsync()).Any(node => node.Status?.Assignment is not null), "a MeshNode");
        await rig.SettleAsync();
        return rig;
    }
}
