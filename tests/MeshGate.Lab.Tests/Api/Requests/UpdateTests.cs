using System.Text.Json.Nodes;

namespace MeshGate.Lab.Tests.Api.Requests;

public sealed class UpdateTests
{
    private const string Path = ApiClient.Nodes + "/a";

    [Fact]
    public async Task Update_BumpsGeneration_WhenSpecChanges()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        ApiAnswer created = await host.Admin.CreateNodeAsync("a");

        created.Body["spec"]!["listenPort"] = 1;
        ApiAnswer updated = await host.Admin.PutAsync(Path, created.Body.ToJsonString());

        Assert.Equal((200, 2), (updated.Code, (int)updated["metadata.generation"]!));
        Assert.NotEqual(created.ResourceVersion, updated.ResourceVersion);
    }

    [Fact]
    public async Task Update_KeepsGeneration_WhenOnlyMetadataChanges()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");

        ApiAnswer updated = await host.Admin.MergeAsync(Path, """{"metadata":{"labels":{"x":"y"}}}""");

        Assert.Equal((1, "y"), ((int)updated["metadata.generation"]!, (string?)updated["metadata.labels.x"]));
    }

    [Fact]
    public async Task Update_IsNoWrite_WhenNothingChanges()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        ApiAnswer created = await host.Admin.CreateNodeAsync("a");

        ApiAnswer updated = await host.Admin.MergeAsync(Path, """{"spec":{"listenPort":51820}}""");

        Assert.Equal(created.ResourceVersion, updated.ResourceVersion);
    }

    [Fact]
    public async Task Update_IsConflict_WhenTheVersionIsStale()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        ApiAnswer created = await host.Admin.CreateNodeAsync("a");
        await host.Admin.MergeAsync(Path, """{"spec":{"listenPort":1}}""");

        ApiAnswer put = await host.Admin.PutAsync(Path, created.Body.ToJsonString());
        ApiAnswer patch = await host.Admin.MergeAsync(Path, $$$"""{"metadata":{"resourceVersion":"{{{created.ResourceVersion}}}"},"spec":{"listenPort":2}}""");

        Assert.Equal((409, "Conflict"), (put.Code, put.Reason));
        Assert.Equal(
            "Operation cannot be fulfilled on meshnodes.meshgate.io \"a\": the object has been modified; please apply your changes to the latest version and try again",
            put.Message);
        Assert.Equal((409, put.Message), (patch.Code, patch.Message));
    }

    [Fact]
    public async Task Update_NeedsAVersion_WhenTheResourceIsCustom()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");

        ApiAnswer answer = await host.Admin.PutAsync(Path, ApiClient.Node("a"));

        Assert.Equal((422, "MeshNode.meshgate.io \"a\" is invalid: metadata.resourceVersion: Invalid value: 0x0: must be specified for an update"), (answer.Code, answer.Message));
    }

    [Fact]
    public async Task Update_NeedsNoVersion_WhenTheResourceIsAConfigMap()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.PostAsync("/api/v1/namespaces/default/configmaps", """{"metadata":{"name":"a"}}""");

        ApiAnswer answer = await host.Admin.PutAsync("/api/v1/namespaces/default/configmaps/a", """{"metadata":{"name":"a"},"data":{"x":"y"}}""");

        Assert.Equal((200, "y"), (answer.Code, (string?)answer["data.x"]));
    }

    [Fact]
    public async Task Update_LeavesStatus_WhenItGoesToTheObject()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");

        ApiAnswer answer = await host.Admin.MergeAsync(Path, """{"status":{"publicKey":"k"},"spec":{"listenPort":5}}""");

        Assert.Equal(5, (int)answer["spec.listenPort"]!);
        Assert.Null(answer["status.publicKey"]);
    }

    [Fact]
    public async Task Update_LeavesAllButStatus_WhenItGoesToStatus()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        ApiAnswer created = await host.Admin.CreateNodeAsync("a");

        ApiAnswer merged = await host.Admin.MergeAsync(Path + "/status", """{"status":{"publicKey":"k"},"spec":{"listenPort":5},"metadata":{"labels":{"x":"y"}}}""");
        JsonObject body = (JsonObject)merged.Body.DeepClone();
        body["status"]!["publicKey"] = "l";
        body["spec"]!["listenPort"] = 6;
        ApiAnswer put = await host.Admin.PutAsync(Path + "/status", body.ToJsonString());

        Assert.Equal("k", (string?)merged["status.publicKey"]);
        Assert.Equal("l", (string?)put["status.publicKey"]);
        foreach (ApiAnswer answer in (ApiAnswer[])[merged, put])
        {
            Assert.Equal(51820, (int)answer["spec.listenPort"]!);
            Assert.Null(answer["metadata.labels"]);
            Assert.Equal(1, (int)answer["metadata.generation"]!);
        }

        Assert.NotEqual(created.ResourceVersion, merged.ResourceVersion);
        Assert.Equal("Unknown", (string?)put["status.conditions.0.status"]);
    }

    [Fact]
    public async Task Update_IsNotFound_WhenThereIsNoStatusSubresource()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.PostAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Definitions.Widget());
        await host.Admin.PostAsync("/apis/example.com/v1/namespaces/default/widgets", """{"metadata":{"name":"w"},"status":{"kept":true}}""");

        ApiAnswer answer = await host.Admin.GetAsync("/apis/example.com/v1/namespaces/default/widgets/w");
        ApiAnswer patched = await host.Admin.MergeAsync("/apis/example.com/v1/namespaces/default/widgets/w/status", "{}");

        Assert.True((bool)answer["status.kept"]!);
        Assert.Equal(404, patched.Code);
    }

    [Fact]
    public async Task Update_KeepsWhatTheServerSet_WhenTheClientSaysOtherwise()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        ApiAnswer created = await host.Admin.CreateNodeAsync("a");

        ApiAnswer answer = await host.Admin.MergeAsync(
            Path, """{"metadata":{"creationTimestamp":"2001-01-01T00:00:00Z","generation":99,"deletionTimestamp":"2001-01-01T00:00:00Z","managedFields":[{}]}}""");

        Assert.Equal(200, answer.Code);
        Assert.True(JsonNode.DeepEquals(created.Body, answer.Body));
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"b"}}""", 400)]
    [InlineData("""{"metadata":{"uid":"other"}}""", 409)]
    [InlineData("""{"kind":"Other"}""", 400)]
    [InlineData("""{"metadata":7}""", 400)]
    public async Task Patch_IsRefused_WhenItChangesTheIdentity(string patch, int code)
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");

        Assert.Equal(code, (await host.Admin.MergeAsync(Path, patch)).Code);
    }

    [Fact]
    public async Task Update_StoresNothing_WhenItIsADryRun()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        ApiAnswer created = await host.Admin.CreateNodeAsync("a");

        ApiAnswer answer = await host.Admin.MergeAsync(Path + "?dryRun=All", """{"spec":{"listenPort":1}}""");

        Assert.Equal((1, created.ResourceVersion), ((int)answer["spec.listenPort"]!, answer.ResourceVersion));
        Assert.Equal(51820, (int)(await host.Admin.GetAsync(Path))["spec.listenPort"]!);
    }

    [Fact]
    public async Task Update_IsNotFound_WhenThereIsNoSuchObject()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.MergeAsync(Path, "{}");

        Assert.Equal((404, "NotFound", "meshnodes.meshgate.io \"a\" not found"), (answer.Code, answer.Reason, answer.Message));
    }
}
