using System.Net;
using System.Text.Json.Nodes;
using MeshGate.Contract.Tests.Faults;
using MeshGate.Contract.Tests.Servers;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Events;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshGate.Contract.Tests.Contracts;

/// <summary>MeshGate's client on a server, also when it is refused or not answered.</summary>
public abstract class ClientContract(IContractServer server) : Contract(server)
{
    [Fact]
    public async Task Client_ReadsWritesAndDeletes()
    {
        using var client = InformerProbe.Connect(Server, ContractUser.Admin);
        var name = NamespacedName.Cluster(NewName());
        var node = new MeshNode { Metadata = new k8s.Models.V1ObjectMeta { Name = name.Name } };

        var created = await client.CreateAsync(Resources.MeshNodes, node, Cancelled);
        var taken = await Assert.ThrowsAsync<KubernetesApiException>(() => client.CreateAsync(Resources.MeshNodes, node, Cancelled));
        var patched = await client.PatchAsync(Resources.MeshNodes, name, Json("""{"status":{"observedGeneration":1}}"""), "status", Cancelled);
        var stale = await Assert.ThrowsAsync<KubernetesApiException>(() => client.PatchAsync(
            Resources.MeshNodes, name, Json($$$"""{"metadata":{"resourceVersion":"{{{created.Metadata.ResourceVersion}}}"},"spec":{"listenPort":1}}"""), null, Cancelled));
        await client.DeleteAsync(Resources.MeshNodes, name, Cancelled);

        Assert.Equal((HttpStatusCode.Conflict, "AlreadyExists"), (taken.Code, taken.Reason));
        Assert.Equal(1, patched.Status?.ObservedGeneration);
        Assert.Equal((HttpStatusCode.Conflict, "Conflict"), (stale.Code, stale.Reason));
        Assert.Null(await client.GetAsync(Resources.MeshNodes, name, Cancelled));
        await client.DeleteAsync(Resources.MeshNodes, name, Cancelled);
    }

    [Fact]
    public async Task Client_NamesTheRefusal_WhenAnObjectIsInvalid()
    {
        using var client = InformerProbe.Connect(Server, ContractUser.Admin);
        var name = NewName();
        await CreateNodeAsync(name);

        var refused = await Assert.ThrowsAsync<KubernetesApiException>(() => client.PatchAsync(
            Resources.MeshNodes, NamespacedName.Cluster(name), Json("""{"spec":{"listenPort":0}}"""), null, Cancelled));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Invalid"), (refused.Code, refused.Reason));
        Assert.Contains("spec.listenPort", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Client_WaitsAsLongAsItIsTold_WhenTheServerIsBusy(int code)
    {
        await using var proxy = await FaultProxy.StartAsync(Server);
        using var client = InformerProbe.Connect(Server, ContractUser.Admin, proxy);
        var name = NewName();
        await CreateNodeAsync(name);
        proxy.RefuseNext(code, retryAfter: 2);
        var start = TimeProvider.System.GetTimestamp();

        var node = await client.GetAsync(Resources.MeshNodes, NamespacedName.Cluster(name), Cancelled);

        Assert.Equal(name, node?.Metadata.Name);
        Assert.True(TimeProvider.System.GetElapsedTime(start) >= TimeSpan.FromSeconds(2));
        Assert.Equal(2, proxy.Requests.Count);
    }

    [Fact]
    public async Task EventRecorder_CountsOnOneEvent_WhenTheSameHappensAgain()
    {
        using var client = InformerProbe.Connect(Server, ContractUser.Operator);
        using var recorder = new EventRecorder(client, "meshgate-operator", "contract", TimeProvider.System, NullLogger<EventRecorder>.Instance);
        var name = NewName();
        await CreateNodeAsync(name);
        var node = (await client.GetAsync(Resources.MeshNodes, NamespacedName.Cluster(name), Cancelled))!;

        for (var i = 0; i < 3; i++)
        {
            await recorder.RecordAsync(node, EventType.Warning, "Broken", "It is broken.", Cancelled);
        }

        await recorder.RecordAsync(node, EventType.Normal, "Mended", "It is mended.", Cancelled);
        var events = (await Admin.GetAsync($"/api/v1/namespaces/default/events?fieldSelector=involvedObject.name%3D{name}")).Expect(200);
        Assert.Equal([1, 3], events.Items.Select(e => (int)e["count"]!).Order());
    }

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();
}
