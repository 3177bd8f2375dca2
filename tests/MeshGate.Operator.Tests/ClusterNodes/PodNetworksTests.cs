using System.Text.Json.Nodes;
using k8s.Models;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.ClusterNodes;
using MeshGate.Operator.Tests.Fakes;

namespace MeshGate.Operator.Tests.ClusterNodes;

public sealed class PodNetworksTests
{
    private const string Range = "10.244.1.0/24";

    [Fact]
    public async Task Node_BecomesAGatewayToItsPods_WhenThatIsAskedFor()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync(null, new OperatorRigOptions { AdvertisesPods = true });
        await AddWorkerAsync(rig);
        await rig.UntilAsync(async () => await RouteAsync(rig) is not null, "the route");

        MeshNode node = await rig.NodeAsync("worker");
        MeshRoute? route = await RouteAsync(rig);
        Assert.Equal([NodeRole.Gateway], node.Spec.Roles!);
        Assert.Equal([Range], node.Spec.AdvertisedCIDRs!);
        Assert.Equal((Range, "worker"), (Assert.Single(route!.Spec.Destination.Cidrs!), Assert.Single(route.Spec.Gateways!)));
        Assert.Equal(node.Metadata.Uid, Assert.Single(route.Metadata.OwnerReferences).Uid);
        await rig.SettleAsync();
        Assert.Single(rig.Link.Writes, write => write is { Resource: "meshroutes", Verb: "create" });
    }

    [Fact]
    public async Task Node_KeepsItsPodsToItself_WhenThatIsNotAskedFor()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await AddWorkerAsync(rig);
        await rig.UntilAsync(async () => (await rig.NodesAsync()).Any(), "a MeshNode");
        await rig.SettleAsync();

        Assert.Null((await rig.NodeAsync("worker")).Spec.AdvertisedCIDRs);
        Assert.Null(await RouteAsync(rig));
    }

    [Fact]
    public async Task Node_IsNoGatewayAnyMore_WhenItIsTurnedOff()
    {
        OperatorRig first = await OperatorRig.StartAsync(null, new OperatorRigOptions { AdvertisesPods = true });
        await AddWorkerAsync(first);
        await first.UntilAsync(async () => await RouteAsync(first) is not null, "the route");
        await first.DisposeAsync();
        await using OperatorRig second = await OperatorRig.StartAsync(first);
        await second.UntilAsync(async () => await RouteAsync(second) is null, "the route's end");

        MeshNode node = await second.NodeAsync("worker");
        Assert.Empty(node.Spec.AdvertisedCIDRs ?? []);
        Assert.Empty(node.Spec.Roles ?? []);
    }

    [Fact]
    public void Patch_LeavesWhatAPersonWrote()
    {
        MeshNode node = Ours();
        node.Spec = node.Spec with { Roles = [NodeRole.Relay, NodeRole.Gateway], AdvertisedCIDRs = ["192.168.7.0/24"] };
        JsonObject on = PodRules.PatchOf(node, [Range])!;
        Assert.Equal(["10.244.1.0/24", "192.168.7.0/24"], on["spec"]!["advertisedCIDRs"]!.AsArray().Select(range => (string?)range));
        Assert.Null(on["spec"]!["roles"]);

        node.Spec = node.Spec with { AdvertisedCIDRs = ["192.168.7.0/24", Range] };
        node.Metadata.Annotations = new Dictionary<string, string> { [PodRules.Annotation] = Range };
        Assert.Null(PodRules.PatchOf(node, [Range]));
        JsonObject off = PodRules.PatchOf(node, [])!;
        Assert.Equal("192.168.7.0/24", (string?)Assert.Single(off["spec"]!["advertisedCIDRs"]!.AsArray()));
        Assert.Null(off["spec"]!["roles"]);
    }

    [Fact]
    public void Wanted_IsNothing_ForWhatAPersonMade()
    {
        var source = new ClusterNode { Metadata = new V1ObjectMeta { Name = "worker" }, Spec = new ClusterNodeSpec { PodCIDRs = [Range] } };
        MeshNode theirs = Ours();
        theirs.Metadata.Labels.Clear();

        Assert.Equal([Range], PodRules.Wanted(source, Ours(), true));
        Assert.Empty(PodRules.Wanted(source, theirs, true));
        Assert.Empty(PodRules.Wanted(source, Ours(), false));
        Assert.Empty(PodRules.Wanted(null, Ours(), true));
    }

    private static MeshNode Ours() => new()
    {
        Metadata = new V1ObjectMeta { Name = "worker", Labels = new Dictionary<string, string> { [MirrorRules.ManagedByLabel] = MirrorRules.ManagedBy } },
        Spec = new MeshNodeSpec { NodeName = "worker" },
    };

    private static async Task AddWorkerAsync(OperatorRig rig) => await rig.Api.CreateAsync(
        Resources.Nodes,
        new ClusterNode
        {
            Metadata = new V1ObjectMeta { Name = "worker", Labels = new Dictionary<string, string> { ["meshgate.io/mesh"] = "true" } },
            Spec = new ClusterNodeSpec { PodCIDRs = [Range] },
        },
        default);

    private static Task<MeshRoute?> RouteAsync(OperatorRig rig) => rig.Api.GetAsync(Resources.MeshRoutes, NamespacedName.Cluster("pods-worker"), default);
}
