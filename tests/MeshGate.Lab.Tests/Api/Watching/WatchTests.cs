using System.Globalization;
using System.Text.Json.Nodes;

namespace MeshGate.Lab.Tests.Api.Watching;

public sealed class WatchTests
{
    private const string Path = ApiClient.Nodes;

    [Fact]
    public async Task Watch_TellsEachChange_FromTheVersionGiven()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        ApiAnswer first = await host.Admin.CreateNodeAsync("a");
        await host.Admin.CreateNodeAsync("b");

        using WatchReader watch = await host.Admin.WatchAsync($"{Path}?watch=true&resourceVersion={first.ResourceVersion}");
        await host.Admin.MergeAsync($"{Path}/a", """{"spec":{"listenPort":1}}""");
        ApiAnswer last = await host.Admin.DeleteAsync($"{Path}/b");

        Assert.Equal("ADDED b", await watch.NextNameAsync());
        Assert.Equal("MODIFIED a", await watch.NextNameAsync());
        (string type, JsonObject gone) = (await watch.NextAsync()).GetValueOrDefault();
        Assert.Equal(("DELETED", "Success"), (type, (string?)last["status"]));
        Assert.Equal(host.Server.ResourceVersion.ToString(CultureInfo.InvariantCulture), (string?)gone["metadata"]!["resourceVersion"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&resourceVersion=0")]
    public async Task Watch_BeginsWithWhatThereIs_WhenNoVersionIsGiven(string version)
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");
        await host.Admin.CreateNodeAsync("b");

        using WatchReader watch = await host.Admin.WatchAsync($"{Path}?watch=1{version}");

        Assert.Equal("ADDED a", await watch.NextNameAsync());
        Assert.Equal("ADDED b", await watch.NextNameAsync());
    }

    [Fact]
    public async Task Watch_TellsOneObject_WhenItIsScopedByName()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        using WatchReader watch = await host.Admin.WatchAsync($"{Path}?watch=true&fieldSelector=metadata.name%3Db");

        await host.Admin.CreateNodeAsync("a");
        await host.Admin.CreateNodeAsync("b");
        await host.Admin.DeleteAsync($"{Path}/a");
        await host.Admin.DeleteAsync($"{Path}/b");

        Assert.Equal("ADDED b", await watch.NextNameAsync());
        Assert.Equal("DELETED b", await watch.NextNameAsync());
    }

    [Fact]
    public async Task Watch_TellsOneNamespace_WhenItIsScopedByOne()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        using WatchReader watch = await host.Admin.WatchAsync("/api/v1/namespaces/kube-system/configmaps?watch=true");

        await host.Admin.PostAsync("/api/v1/namespaces/default/configmaps", """{"metadata":{"name":"a"}}""");
        await host.Admin.PostAsync("/api/v1/namespaces/kube-system/configmaps", """{"metadata":{"name":"b"}}""");

        Assert.Equal("ADDED b", await watch.NextNameAsync());
    }

    [Fact]
    public async Task Watch_TellsDeleted_WhenAnObjectLeavesTheSelection()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        using WatchReader watch = await host.Admin.WatchAsync($"{Path}?watch=true&labelSelector=tier%3Dedge");

        await host.Admin.CreateNodeAsync("a");
        await host.Admin.MergeAsync($"{Path}/a", """{"metadata":{"labels":{"tier":"edge"}}}""");
        await host.Admin.MergeAsync($"{Path}/a", """{"spec":{"listenPort":1}}""");
        ApiAnswer left = await host.Admin.MergeAsync($"{Path}/a", """{"metadata":{"labels":{"tier":"core"}},"spec":{"listenPort":2}}""");
        await host.Admin.DeleteAsync($"{Path}/a");
        await host.Admin.CreateNodeAsync("b", metadata: ""","labels":{"tier":"edge"}""");

        Assert.Equal("ADDED a", await watch.NextNameAsync());
        Assert.Equal("MODIFIED a", await watch.NextNameAsync());
        (string type, JsonObject last) = (await watch.NextAsync()).GetValueOrDefault();
        Assert.Equal(("DELETED", "edge", 1), (type, (string?)last["metadata"]!["labels"]!["tier"], (int)last["spec"]!["listenPort"]!));
        Assert.Equal(left.ResourceVersion, (string?)last["metadata"]!["resourceVersion"]);
        Assert.Equal("ADDED b", await watch.NextNameAsync());
    }

    [Fact]
    public async Task Watch_IsExpired_WhenTheVersionIsForgotten()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        ApiAnswer first = await host.Admin.CreateNodeAsync("a");
        await host.Admin.CreateNodeAsync("b");
        host.Clock.Advance(TimeSpan.FromSeconds(1001));

        using WatchReader watch = await host.Admin.WatchAsync($"{Path}?watch=true&resourceVersion={first.ResourceVersion}");
        (string type, JsonObject status) = (await watch.NextAsync()).GetValueOrDefault();

        Assert.Equal(("ERROR", "Status", "Expired", 410), (type, (string?)status["kind"], (string?)status["reason"], (int)status["code"]!));
        Assert.StartsWith($"too old resource version: {first.ResourceVersion} (", (string?)status["message"], StringComparison.Ordinal);
        Assert.Equal("END", await watch.NextNameAsync());
    }

    [Fact]
    public async Task Watch_Resumes_WhenTheVersionIsStillKept()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        ApiAnswer first = await host.Admin.CreateNodeAsync("a");
        await host.Admin.CreateNodeAsync("b");
        host.Clock.Advance(TimeSpan.FromSeconds(999));

        using WatchReader watch = await host.Admin.WatchAsync($"{Path}?watch=true&resourceVersion={first.ResourceVersion}");

        Assert.Equal("ADDED b", await watch.NextNameAsync());
    }

    [Fact]
    public async Task Watch_Expires_InMidStream_WhenHistoryIsCompactedAway()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");
        using WatchReader watch = await host.Admin.WatchAsync($"{Path}?watch=true");
        Assert.Equal("ADDED a", await watch.NextNameAsync());

        Assert.Equal(200, (await host.Admin.PostAsync("/meshgate/compact?expireWatches=true", "")).Code);

        Assert.Equal("ERROR", (await watch.NextAsync())?.Type);
        Assert.Equal("END", await watch.NextNameAsync());
    }

    [Fact]
    public async Task Watch_GetsABookmark_EachMinuteAndAtTheEnd_WhenAsked()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        using WatchReader watch = await host.Admin.WatchAsync($"{Path}?watch=true&allowWatchBookmarks=true&timeoutSeconds=90");
        await host.Admin.PostAsync("/api/v1/namespaces/default/configmaps", """{"metadata":{"name":"elsewhere"}}""");

        host.Clock.Advance(TimeSpan.FromMinutes(1));
        (string type, JsonObject bookmark) = (await watch.NextAsync()).GetValueOrDefault();
        host.Clock.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(("BOOKMARK", "MeshNode"), (type, (string?)bookmark["kind"]));
        Assert.Equal(host.Server.ResourceVersion.ToString(CultureInfo.InvariantCulture), (string?)bookmark["metadata"]!["resourceVersion"]);
        Assert.Equal("BOOKMARK", (await watch.NextAsync())?.Type);
        Assert.Equal("END", await watch.NextNameAsync());
    }

    [Fact]
    public async Task Watch_EndsInSilence_WhenItsTimeIsUpAndNoBookmarkWasAskedFor()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        using WatchReader watch = await host.Admin.WatchAsync($"{Path}?watch=true&timeoutSeconds=30");

        host.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("END", await watch.NextNameAsync());
    }

    [Fact]
    public async Task Watch_RefusesSendInitialEvents()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.GetAsync($"{Path}?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan");

        Assert.Equal((422, "Invalid"), (answer.Code, answer.Reason));
        Assert.Contains("sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_ShowsTables_WhenAsked()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");
        using WatchReader watch = await host.Admin.WatchAsync($"{Path}?watch=true", "application/json;as=Table;v=v1;g=meta.k8s.io");

        (_, JsonObject first) = (await watch.NextAsync()).GetValueOrDefault();
        await host.Admin.CreateNodeAsync("b");
        (_, JsonObject second) = (await watch.NextAsync()).GetValueOrDefault();

        Assert.Equal(("Table", "a"), ((string?)first["kind"], (string?)first["rows"]![0]!["cells"]![0]));
        Assert.Equal("Name", (string?)first["columnDefinitions"]![0]!["name"]);
        Assert.Equal("b", (string?)second["rows"]![0]!["cells"]![0]);
        Assert.Null(second["columnDefinitions"]);
    }

    [Fact]
    public async Task Watch_Ends_WhenTheServerStops()
    {
        ApiHost host = await ApiHost.StartAsync();
        WatchReader watch = await host.Admin.WatchAsync($"{Path}?watch=true");

        Task<string> next = watch.NextNameAsync();
        host.Server.CloseWatches();

        Assert.Equal("END", await next);
        watch.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Watch_EndsWithItsResource_WhenTheDefinitionIsDeleted()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");
        using WatchReader watch = await host.Admin.WatchAsync($"{Path}?watch=true");

        await host.Admin.DeleteAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/meshnodes.meshgate.io");

        Assert.Equal("ADDED a", await watch.NextNameAsync());
        Assert.Equal("DELETED a", await watch.NextNameAsync());
        Assert.Equal("END", await watch.NextNameAsync());
    }
}
