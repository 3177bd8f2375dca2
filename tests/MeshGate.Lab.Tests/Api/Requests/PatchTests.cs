namespace MeshGate.Lab.Tests.Api.Requests;

public sealed class PatchTests
{
    private const string Path = ApiClient.Nodes + "/a";
    private const string Json = "application/json-patch+json";

    [Fact]
    public async Task Patch_AppliesOperations_WhenItIsAJsonPatch()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");

        ApiAnswer answer = await host.Admin.PatchAsync(
            Path, """[{"op":"test","path":"/spec/listenPort","value":51820},{"op":"replace","path":"/spec/listenPort","value":1},{"op":"add","path":"/spec/addresses/-","value":"fd00::1"}]""", Json);

        Assert.Equal("""{"addresses":["100.96.0.1","fd00::1"],"listenPort":1}""", answer["spec"]!.ToJsonString());
    }

    [Fact]
    public async Task Patch_IsInvalid_WhenATestFails()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");

        ApiAnswer answer = await host.Admin.PatchAsync(Path, """[{"op":"test","path":"/spec/listenPort","value":1}]""", Json);

        Assert.Equal((422, "Invalid", "the server rejected our request due to an error in our request"), (answer.Code, answer.Reason, answer.Message));
    }

    [Theory]
    [InlineData("""{"op":"add"}""")]
    [InlineData("""[{"op":"dance","path":"/a"}]""")]
    [InlineData("""[{"op":"add","path":"a","value":1}]""")]
    [InlineData("""[7]""")]
    [InlineData("""nonsense""")]
    public async Task Patch_IsBadRequest_WhenTheJsonPatchIsMalformed(string patch)
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");

        Assert.Equal(400, (await host.Admin.PatchAsync(Path, patch, Json)).Code);
    }

    [Fact]
    public async Task Patch_RefusesServerSideApply_ByName()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.PatchAsync(Path + "?fieldManager=x&force=true", "{}", "application/apply-patch+yaml");

        Assert.Equal((415, "UnsupportedMediaType"), (answer.Code, answer.Reason));
        Assert.StartsWith("server-side apply (application/apply-patch+yaml) is not supported by this server", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patch_IsUnsupported_WhenAStrategicPatchMeetsACustomResource()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");

        ApiAnswer answer = await host.Admin.PatchAsync(Path, "{}", "application/strategic-merge-patch+json");

        Assert.Equal(415, answer.Code);
        Assert.EndsWith("accepted media types include: application/json-patch+json, application/merge-patch+json", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patch_Merges_WhenAStrategicPatchMeetsABuiltinKind()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.PostAsync("/api/v1/nodes", """{"metadata":{"name":"n"},"status":{"conditions":[{"type":"Ready","status":"False"},{"type":"Disk","status":"True"}]}}""");

        ApiAnswer answer = await host.Admin.PatchAsync(
            "/api/v1/nodes/n/status", """{"status":{"$setElementOrder/conditions":[{"type":"Ready"}],"conditions":[{"type":"Ready","status":"True"}]}}""", "application/strategic-merge-patch+json");

        Assert.Equal("""[{"type":"Ready","status":"True"},{"type":"Disk","status":"True"}]""", answer["status.conditions"]!.ToJsonString());
    }

    [Fact]
    public async Task Patch_IsInvalid_WhenTheResultBreaksTheSchema()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");

        ApiAnswer answer = await host.Admin.MergeAsync(Path, """{"spec":{"listenPort":70000}}""");

        Assert.Equal(
            "MeshNode.meshgate.io \"a\" is invalid: spec.listenPort: Invalid value: 70000: spec.listenPort in body should be less than or equal to 65535", answer.Message);
        Assert.Equal(
            """{"name":"a","group":"meshgate.io","kind":"MeshNode","causes":[{"reason":"FieldValueInvalid","message":"Invalid value: 70000: spec.listenPort in body should be less than or equal to 65535","field":"spec.listenPort"}]}""",
            answer["details"]!.ToJsonString());
    }
}
