using System.Net;
using System.Text.Json.Nodes;
using MeshGate.Core.Addressing;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Caching;
using MeshGate.Operator.Nodes;
using MeshGate.Operator.Tests.Fakes;
using MeshGate.Operator.Topology;

namespace MeshGate.Operator.Tests.Nodes;

public sealed class NodeAdmissionTests
{
    [Fact]
    public async Task Admit_GivesFinalizerAndAddresses_InOneWrite()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodeAsync("a");
        await rig.UntilAsync(async () => (await rig.NodeAsync("a")).Spec.Addresses is not null, "addresses");
        Assert.Contains(MeshGateApi.Finalizer, (await rig.NodeAsync("a")).Metadata.Finalizers);
        Assert.Single(rig.Link.Writes, write => write is { Resource: "meshnodes", Subresource: null });
    }

    [Fact]
    public async Task Admit_NeverTouchesAddresses_ThatAreThere()
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
    public async Task Admit_IsRefused_WhenSomebodyWroteMeanwhile()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        rig.Link.IsDown = true;
        await rig.CreateNodeAsync("a", Keys.Of("a"));
        MeshNode seen = await rig.NodeAsync("a");
        await rig.EditNodeAsync("a", new JsonObject { ["spec"] = new JsonObject { ["addresses"] = new JsonArray("100.96.0.77") } });
        rig.Link.IsDown = false;

        // Another operator, whose cache lags behind the edit.
        var cache = new EntityCache<MeshNode>(new FrozenInformer<MeshNode>([seen]));
        using var book = new AddressBook(cache, rig.Get<MeshSettings>());
        var admission = new NodeAdmission(rig.Link, cache, book);
        KubernetesApiException refused = await Assert.ThrowsAsync<KubernetesApiException>(() => admission.AdmitAsync("a", TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.Conflict, refused.Code);
        Assert.Equal(["100.96.0.77"], (await rig.NodeAsync("a")).Spec.Addresses);
    }

    [Fact]
    public void Choose_GivesNoAddressTwice_BeforeAnObjectShowsIt()
    {
        var settings = new MeshSettings(MeshNetwork.TryParse(["100.96.0.0/29"], out MeshNetwork? network, out _) ? network : null!, 1380);
        using var book = new AddressBook(new EntityCache<MeshNode>(new FrozenInformer<MeshNode>([])), settings);
        string[] given = [.. Enumerable.Range(0, 5).Select(number => book.Choose($"node-{number}", "u").Addresses[0].ToString())];
        Assert.Distinct(given);
        Assert.Equal(given[3], book.Choose("node-3", "u").Addresses[0].ToString());
        Assert.NotNull(book.Choose("late", "u").Error);
        Assert.NotNull(book.ProblemFor("late"));
        Assert.Null(book.ProblemFor("node-3"));
    }
}
