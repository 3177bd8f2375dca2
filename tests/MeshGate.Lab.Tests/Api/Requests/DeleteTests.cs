namespace MeshGate.Lab.Tests.Api.Requests;

public sealed class DeleteTests
{
    private const string Path = ApiClient.Nodes + "/a";

    [Fact]
    public async Task Delete_AnswersSuccess_WhenTheObjectGoesAtOnce()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        ApiAnswer created = await host.Admin.CreateNodeAsync("a");

        ApiAnswer answer = await host.Admin.DeleteAsync(Path);

        Assert.Equal((200, "Success"), (answer.Code, (string?)answer["status"]));
        Assert.Equal((string?)created["metadata.uid"], (string?)answer["details.uid"]);
        Assert.Equal(404, (await host.Admin.GetAsync(Path)).Code);
        Assert.Equal(404, (await host.Admin.DeleteAsync(Path)).Code);
    }

    [Fact]
    public async Task Delete_LeavesTheObject_UntilTheLastFinalizerGoes()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a", metadata: ""","finalizers":["meshgate.io/peers","example.com/more"]""");

        ApiAnswer deleted = await host.Admin.DeleteAsync(Path);
        ApiAnswer again = await host.Admin.DeleteAsync(Path);
        ApiAnswer added = await host.Admin.MergeAsync(Path, """{"metadata":{"finalizers":["meshgate.io/peers","example.com/more","example.com/new"]}}""");
        ApiAnswer one = await host.Admin.MergeAsync(Path, """{"metadata":{"finalizers":["meshgate.io/peers"]}}""");
        ApiAnswer last = await host.Admin.MergeAsync(Path, """{"metadata":{"finalizers":null}}""");

        Assert.NotNull(deleted["metadata.deletionTimestamp"]);
        Assert.Equal(2, (int)deleted["metadata.generation"]!);
        Assert.Equal(deleted.ResourceVersion, again.ResourceVersion);
        Assert.Equal(422, added.Code);
        Assert.Contains("metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted", added.Message, StringComparison.Ordinal);
        Assert.Equal(200, one.Code);
        Assert.Equal(200, last.Code);
        Assert.Equal(404, (await host.Admin.GetAsync(Path)).Code);
    }

    [Theory]
    [InlineData("""{"preconditions":{"uid":"other"}}""")]
    [InlineData("""{"preconditions":{"resourceVersion":"1"}}""")]
    public async Task Delete_IsConflict_WhenAPreconditionDoesNotHold(string options)
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");

        ApiAnswer answer = await host.Admin.DeleteAsync(Path, options);

        Assert.Equal((409, "Conflict"), (answer.Code, answer.Reason));
        Assert.Contains("Precondition failed", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_LeavesTheObject_WhenItIsADryRun()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");

        await host.Admin.DeleteAsync(Path + "?dryRun=All");
        await host.Admin.DeleteAsync(Path, """{"dryRun":["All"]}""");

        Assert.Equal(200, (await host.Admin.GetAsync(Path)).Code);
    }

    [Fact]
    public async Task DeleteCollection_DeletesWhatIsSelected()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a", metadata: ""","labels":{"tier":"edge"}""");
        await host.Admin.CreateNodeAsync("b", metadata: ""","labels":{"tier":"edge"}""");
        await host.Admin.CreateNodeAsync("c");

        ApiAnswer answer = await host.Admin.DeleteAsync(ApiClient.Nodes + "?labelSelector=tier%3Dedge");

        Assert.Equal(["a", "b"], answer.Names);
        Assert.Equal(["c"], (await host.Admin.GetAsync(ApiClient.Nodes)).Names);
    }

    [Fact]
    public async Task Delete_TakesContentsAlong_WhenItIsANamespace()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.PostAsync("/api/v1/namespaces", """{"metadata":{"name":"room"}}""");
        await host.Admin.PostAsync("/api/v1/namespaces/room/configmaps", """{"metadata":{"name":"plain"}}""");
        await host.Admin.PostAsync("/api/v1/namespaces/room/configmaps", """{"metadata":{"name":"held","finalizers":["example.com/x"]}}""");

        ApiAnswer deleted = await host.Admin.DeleteAsync("/api/v1/namespaces/room");
        ApiAnswer refused = await host.Admin.PostAsync("/api/v1/namespaces/room/configmaps", """{"metadata":{"name":"late"}}""");
        ApiAnswer left = await host.Admin.GetAsync("/api/v1/namespaces/room/configmaps");
        await host.Admin.MergeAsync("/api/v1/namespaces/room/configmaps/held", """{"metadata":{"finalizers":[]}}""");

        Assert.Equal("Terminating", (string?)deleted["status.phase"]);
        Assert.Equal(403, refused.Code);
        Assert.Equal(["held"], left.Names);
        Assert.Equal(404, (await host.Admin.GetAsync("/api/v1/namespaces/room")).Code);
    }

    [Fact]
    public async Task Delete_TakesCustomResourcesAlong_WhenItIsADefinition()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");

        await host.Admin.DeleteAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/meshnodes.meshgate.io");

        Assert.Equal(404, (await host.Admin.GetAsync(ApiClient.Nodes)).Code);
        Assert.Equal(404, (await host.Admin.GetAsync("/apis/meshgate.io/v1alpha1")).Code);
        Assert.Equal(404, (await host.Admin.GetAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/meshnodes.meshgate.io")).Code);
    }
}
