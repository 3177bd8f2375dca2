using System.Net;
using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Caching;
using MeshGate.Operator.Nodes;
using MeshGate.Operator.Tests.Fakes;

namespace MeshGate.Operator.Tests.Nodes;

public sealed class AddressAssignerTests
{
    [Fact]
    public async Task Assign_NeverTouchesAddresses_ThatAreThere()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodeAsync("a", Keys.Of("a"), "100.96.0.10");
        await rig.CreateNodeAsync("b", Keys.Of("b"));
        await rig.UntilMembersAsync(1);
        Assert.Equal(["100.96.0.10"], (await rig.NodeAsync("a")).Spec.Addresses);
        IReadOnlyList<string> before = (await rig.NodeAsync("b")).Spec.Addresses!;
        await rig.DeleteNodeAsync("a");
        await rig.UntilMembersAsync(0);
        await rig.CreateNodeAsync("c", Keys.Of("c"));
        await rig.UntilMembersAsync(1);
        Assert.Equal(before, (await rig.NodeAsync("b")).Spec.Addresses);
    }

    [Fact]
    public async Task Assign_IsRefused_WhenSomebodyWroteMeanwhile()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        rig.Link.IsDown = true;
        await rig.CreateNodeAsync("a", Keys.Of("a"));
        MeshNode seen = await rig.NodeAsync("a");
        await rig.EditNodeAsync("a", new JsonObject { ["spec"] = new JsonObject { ["addresses"] = new JsonArray("100.96.0.77") } });
        rig.Link.IsDown = false;

        // Another operator, whose cache lags behind the edit.
        var cache = new EntityCache<MeshNode>(new FrozenInformer<MeshNode>([seen]));
        using var assigner = new AddressAssigner(rig.Link, cache, new NoEvents(), rig.Get<Operator.Topology.MeshSettings>());
        KubernetesApiException refused = await Assert.ThrowsAsync<KubernetesApiException>(() => assigner.AssignAsync("a", TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.Conflict, refused.Code);
        Assert.Equal(["100.96.0.77"], (await rig.NodeAsync("a")).Spec.Addresses);
    }
}
