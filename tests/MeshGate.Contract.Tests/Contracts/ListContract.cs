using System.Net;
using MeshGate.Contract.Tests.Servers;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Contract.Tests.Contracts;

/// <summary>Lists and their selectors.</summary>
public abstract class ListContract(IContractServer server) : Contract(server)
{
    [Fact]
    public async Task List_ReturnsEveryObjectOnce_WhenReadInPages()
    {
        var label = NewName("page");
        string[] names = [.. Enumerable.Range(0, 5).Select(i => $"{label}-{i}")];
        foreach (var name in names)
        {
            await CreateNodeAsync(name, metadata: $$""","labels":{"set":"{{label}}"}""");
        }

        var first = (await Admin.GetAsync($"{Nodes}?labelSelector=set%3D{label}&limit=2")).Expect(200);
        await Admin.DeleteAsync($"{Nodes}/{names[3]}");
        var second = (await Admin.GetAsync($"{Nodes}?labelSelector=set%3D{label}&limit=2&continue={Uri.EscapeDataString(first.Continue!)}")).Expect(200);
        var third = (await Admin.GetAsync($"{Nodes}?labelSelector=set%3D{label}&limit=2&continue={Uri.EscapeDataString(second.Continue!)}")).Expect(200);

        // All pages show the moment of the first one.
        Assert.Equal(names, first.Names.Concat(second.Names).Concat(third.Names));
        Assert.Equal([first.Version, first.Version], [second.Version, third.Version]);
        Assert.Null(third.Continue);
    }

    [Fact]
    public async Task List_AnswersBadRequest_WhenTheContinueTokenIsNonsense() =>
        (await Admin.GetAsync($"{Nodes}?limit=2&continue=nonsense")).Expect(400);

    [Fact]
    public async Task List_SelectsByLabelsAndByName()
    {
        var label = NewName("set");
        var (a, b, c) = (NewName(), NewName(), NewName());
        await CreateNodeAsync(a, metadata: $$""","labels":{"set":"{{label}}","tier":"edge"}""");
        await CreateNodeAsync(b, metadata: $$""","labels":{"set":"{{label}}","tier":"core"}""");
        await CreateNodeAsync(c, metadata: $$""","labels":{"set":"{{label}}"}""");

        Assert.Equal([a], (await SelectAsync($"labelSelector=set%3D{label},tier%3Dedge")).Order());
        Assert.Equal([a, b], await SelectAsync($"labelSelector=set%3D{label},tier%20in%20(edge,core)"));
        Assert.Equal([b, c], await SelectAsync($"labelSelector=set%3D{label},tier!%3Dedge"));
        Assert.Equal([c], await SelectAsync($"labelSelector=set%3D{label},!tier"));
        Assert.Equal([a, b], await SelectAsync($"labelSelector=set%3D{label},tier"));
        Assert.Equal([b], await SelectAsync($"fieldSelector=metadata.name%3D{b}"));
        Assert.Empty(await SelectAsync($"fieldSelector=metadata.name%3D{b}&labelSelector=tier%3Dedge"));
    }

    [Fact]
    public async Task List_FindsTheOwnerOfAnAddress_ByTheKeyOfItsLabel()
    {
        var (owner, another) = (NewName(), NewName());
        var (four, six) = (AddressLabel.KeyOf(IPAddress.Parse("100.96.255.5")), AddressLabel.KeyOf(IPAddress.Parse("fd6d:6573:6867::ff05")));
        await CreateNodeAsync(owner, metadata: $$""","labels":{"{{four}}":"","{{six}}":""}""");
        await CreateNodeAsync(another, metadata: $$""","labels":{"{{four}}0":""}""");

        Assert.Equal([owner], await SelectAsync($"labelSelector={Uri.EscapeDataString(four)}"));
        Assert.Equal([owner], await SelectAsync($"labelSelector={Uri.EscapeDataString(six)}"));
    }

    [Theory]
    [InlineData("fieldSelector=spec.listenPort%3D1")]
    [InlineData("labelSelector=a%20in%20b")]
    public async Task List_AnswersBadRequest_WhenASelectorIsNotSupported(string selector) =>
        (await Admin.GetAsync($"{Nodes}?{selector}")).Expect(400);

    [Fact]
    public async Task List_KnowsItsKindAndVersion_WhenNothingMatches()
    {
        var list = (await Admin.GetAsync($"{Nodes}?labelSelector=set%3Dnone")).Expect(200);

        Assert.Equal(("MeshNodeList", "meshgate.io/v1alpha1"), ((string?)list["kind"], (string?)list["apiVersion"]));
        Assert.Empty(list.Items);
        Assert.True(long.Parse(list.Version, System.Globalization.CultureInfo.InvariantCulture) > 0);
    }

    private async Task<string[]> SelectAsync(string query) =>
        [.. (await Admin.GetAsync($"{Nodes}?{query}")).Expect(200).Names.Order(Comparer<string>.Create((x, y) => x.Length != y.Length ? x.Length - y.Length : string.CompareOrdinal(x, y)))];
}
