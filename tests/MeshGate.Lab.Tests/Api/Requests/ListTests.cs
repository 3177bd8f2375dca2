namespace MeshGate.Lab.Tests.Api.Requests;

public sealed class ListTests
{
    private const string Path = ApiClient.Nodes;

    [Theory]
    [InlineData("", "a,b,c")]
    [InlineData("labelSelector=tier", "a,b")]
    [InlineData("labelSelector=!tier", "c")]
    [InlineData("labelSelector=tier%3Dedge", "a")]
    [InlineData("labelSelector=tier%3D%3Dedge", "a")]
    [InlineData("labelSelector=tier!%3Dedge", "b,c")]
    [InlineData("labelSelector=tier+in+(edge,core)", "a,b")]
    [InlineData("labelSelector=tier+notin+(edge),tier", "b")]
    [InlineData("fieldSelector=metadata.name%3Db", "b")]
    [InlineData("fieldSelector=metadata.name!%3Db", "a,c")]
    public async Task List_Selects(string query, string expected)
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("b", metadata: ""","labels":{"tier":"core"}""");
        await host.Admin.CreateNodeAsync("a", metadata: ""","labels":{"tier":"edge"}""");
        await host.Admin.CreateNodeAsync("c");

        ApiAnswer answer = await host.Admin.GetAsync($"{Path}?{query}");

        Assert.Equal(expected, string.Join(',', answer.Names));
        Assert.Equal("MeshNodeList", (string?)answer["kind"]);
    }

    [Theory]
    [InlineData("fieldSelector=spec.listenPort%3D1", "field label not supported: spec.listenPort")]
    [InlineData("labelSelector=a+%3D+b+c", "unable to parse requirement")]
    [InlineData("labelSelector=,", "unable to parse requirement")]
    [InlineData("limit=-1", "limit: Invalid value")]
    [InlineData("continue=rubbish", "continue key is not valid")]
    public async Task List_IsBadRequest_WhenTheQueryIsMalformed(string query, string message)
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.GetAsync($"{Path}?{query}");

        Assert.Equal((400, "BadRequest"), (answer.Code, answer.Reason));
        Assert.Contains(message, answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_StaysConsistent_WhenItIsReadInPages()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        foreach (string name in (string[])["a", "b", "c", "d", "e"])
        {
            await host.Admin.CreateNodeAsync(name);
        }

        ApiAnswer first = await host.Admin.GetAsync($"{Path}?limit=2");
        await host.Admin.DeleteAsync($"{Path}/d");
        await host.Admin.CreateNodeAsync("c2");
        ApiAnswer second = await host.Admin.GetAsync($"{Path}?limit=2&continue={first["metadata.continue"]}");
        ApiAnswer third = await host.Admin.GetAsync($"{Path}?limit=2&continue={second["metadata.continue"]}");

        Assert.Equal(["a", "b"], first.Names);
        Assert.Equal(3, (int)first["metadata.remainingItemCount"]!);
        Assert.Equal(["c", "d"], second.Names);
        Assert.Equal(["e"], third.Names);
        Assert.Null(third["metadata.continue"]);
        Assert.Equal(first.ResourceVersion, third.ResourceVersion);
    }

    [Fact]
    public async Task List_IsExpired_WhenTheContinuedVersionIsForgotten()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");
        await host.Admin.CreateNodeAsync("b");
        ApiAnswer first = await host.Admin.GetAsync($"{Path}?limit=1");
        await host.Admin.CreateNodeAsync("c");
        host.Server.Compact();

        ApiAnswer expired = await host.Admin.GetAsync($"{Path}?limit=1&continue={first["metadata.continue"]}");
        ApiAnswer rest = await host.Admin.GetAsync($"{Path}?continue={expired["metadata.continue"]}");

        Assert.Equal((410, "Expired"), (expired.Code, expired.Reason));
        Assert.Equal(["b", "c"], rest.Names);
    }

    [Fact]
    public async Task List_HonoursTheVersionAskedFor()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        ApiAnswer created = await host.Admin.CreateNodeAsync("a");
        await host.Admin.CreateNodeAsync("b");

        ApiAnswer exact = await host.Admin.GetAsync($"{Path}?resourceVersion={created.ResourceVersion}&resourceVersionMatch=Exact");
        ApiAnswer atLeast = await host.Admin.GetAsync($"{Path}?resourceVersion={created.ResourceVersion}");
        ApiAnswer future = await host.Admin.GetAsync($"{Path}?resourceVersion=999999");

        Assert.Equal(["a"], exact.Names);
        Assert.Equal(["a", "b"], atLeast.Names);
        Assert.Equal((504, "Timeout"), (future.Code, future.Reason));
    }

    [Fact]
    public async Task List_SpansNamespaces_WhenNoneIsGiven()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.PostAsync("/api/v1/namespaces/default/configmaps", """{"metadata":{"name":"a"}}""");
        await host.Admin.PostAsync("/api/v1/namespaces/kube-system/configmaps", """{"metadata":{"name":"b"}}""");

        Assert.Equal(["a", "b"], (await host.Admin.GetAsync("/api/v1/configmaps")).Names);
        Assert.Equal(["b"], (await host.Admin.GetAsync("/api/v1/namespaces/kube-system/configmaps")).Names);
        Assert.Equal(["a"], (await host.Admin.GetAsync("/api/v1/configmaps?fieldSelector=metadata.namespace%3Ddefault")).Names);
    }
}
