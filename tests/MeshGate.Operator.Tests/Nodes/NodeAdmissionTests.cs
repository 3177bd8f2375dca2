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
    public async Task Admit_GivesFinalizerAddressesAndTheirLabels_InOneWrite()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodeAsync("a");
        await rig.UntilAsync(async () => (await rig.NodeAsync("a")).Spec.Addresses is not null, "addresses");
        MeshNode node = await rig.NodeAsync("a");
        Assert.Contains(MeshGateApi.Finalizer, node.Metadata.Finalizers);
        Assert.Equal(2, node.Spec.Addresses!.Count);
        Assert.Equal("a", node.Metadata.Labels["name"]);
        foreach (string address in node.Spec.Addresses)
        {
            Assert.Equal("a", (await OwnersAsync(rig, address)).Single());
        }

        Assert.Single(WritesOf(rig));
    }

    [Fact]
    public async Task Admit_LabelsAddressesThatAreThere_OnceAndForAll()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodeAsync("a", Keys.Of("a"), "100.96.0.10", "not an address");
        await rig.SettleAsync();
        Assert.Equal(["a"], await OwnersAsync(rig, "100.96.0.10"));
        Assert.Equal(["address.meshgate.io/100.96.0.10", "name"], (await rig.NodeAsync("a")).Metadata.Labels.Keys.Order(StringComparer.Ordinal));
        Assert.Single(WritesOf(rig));

        await rig.EditNodeAsync("a", Labels("some", "label"));
        await rig.SettleAsync();
        Assert.Single(WritesOf(rig));
    }

    [Fact]
    public async Task Admit_MendsLabels_ThatAreNotAsTheAddressesSay()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodeAsync("a", Keys.Of("a"), "100.96.0.10");
        await rig.SettleAsync();
        await rig.EditNodeAsync("a", Labels("address.meshgate.io/100.96.0.10", null));
        await rig.UntilAsync(async () => (await OwnersAsync(rig, "100.96.0.10")).Any(), "the label that was taken off");
        await rig.EditNodeAsync("a", Labels("address.meshgate.io/100.96.0.11", string.Empty));
        await rig.UntilAsync(async () => !(await OwnersAsync(rig, "100.96.0.11")).Any(), "the end of a label that lies");
        await rig.EditNodeAsync("a", new JsonObject { ["spec"] = new JsonObject { ["addresses"] = new JsonArray("100.96.0.12") } });
        await rig.UntilAsync(async () => (await OwnersAsync(rig, "100.96.0.12")).Any(), "the label of another address");
        Assert.Empty(await OwnersAsync(rig, "100.96.0.10"));
        Assert.Equal("a", (await rig.NodeAsync("a")).Metadata.Labels["name"]);
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

    // As a daemon asks: by the key alone.
    private static async Task<IEnumerable<string>> OwnersAsync(OperatorRig rig, string address)
        => (await rig.Api.ListAsync(Resources.MeshNodes, new ListQuery { LabelSelector = AddressLabel.KeyOf(IPAddress.Parse(address)) }, default)).Items.Select(node => node.Metadata.Name);

    private static IEnumerable<FakeWrite> WritesOf(OperatorRig rig) => rig.Link.Writes.Where(write => write is { Resource: "meshnodes", Subresource: null });

    private static JsonObject Labels(string key, string? value)
        => new() { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [key] = value } } };
}
