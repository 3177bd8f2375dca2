using MeshGate.Contract.Tests.Servers;

namespace MeshGate.Contract.Tests.Contracts;

/// <summary>Writes: versions, patches, the status subresource, finalizers.</summary>
public abstract class WriteContract(IContractServer server) : Contract(server)
{
    [Fact]
    public async Task Create_Conflicts_WhenTheNameIsTaken()
    {
        var name = NewName();
        await CreateNodeAsync(name);

        var again = (await Admin.PostAsync(Nodes, Node(name))).Expect(409);

        Assert.Equal("AlreadyExists", again.Reason);
        Assert.Equal($"meshnodes.meshgate.io \"{name}\" already exists", again.Message);
    }

    [Fact]
    public async Task Update_Conflicts_WhenTheVersionIsStale()
    {
        var name = NewName();
        var old = await CreateNodeAsync(name);
        (await Admin.MergeAsync($"{Nodes}/{name}", """{"spec":{"listenPort":4000}}""")).Expect(200);

        var stale = (await Admin.PutAsync($"{Nodes}/{name}", old.Body)).Expect(409);

        Assert.Equal("Conflict", stale.Reason);
        Assert.Contains("the object has been modified", stale.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/status")]
    public async Task Patch_Conflicts_WhenItNamesAStaleVersion(string subresource)
    {
        var name = NewName();
        var old = await CreateNodeAsync(name);
        var now = (await Admin.MergeAsync($"{Nodes}/{name}", """{"spec":{"listenPort":4000}}""")).Expect(200);
        string With(string version) =>
            $$$"""{"metadata":{"resourceVersion":"{{{version}}}"},"spec":{"listenPort":4001},"status":{"observedGeneration":7}}""";

        Assert.Equal("Conflict", (await Admin.MergeAsync($"{Nodes}/{name}{subresource}", With(old.Version))).Expect(409).Reason);
        (await Admin.MergeAsync($"{Nodes}/{name}{subresource}", With(now.Version))).Expect(200);
    }

    [Fact]
    public async Task Patch_IsRefused_WhenItNamesAnotherUid()
    {
        var name = NewName();
        await CreateNodeAsync(name);

        var refused = await Admin.MergeAsync($"{Nodes}/{name}", """{"metadata":{"uid":"00000000-0000-0000-0000-000000000001"},"spec":{"listenPort":1}}""");

        // Servers differ in the code: older ones call the patch invalid.
        Assert.Contains(refused.Code, (int[])[409, 422]);
    }

    [Fact]
    public async Task Patch_ChangesNothing_WhenNothingIsNew()
    {
        var name = NewName();
        await CreateNodeAsync(name, """{"listenPort":4000}""");
        var before = (await Admin.MergeAsync($"{Nodes}/{name}/status", """{"status":{"observedGeneration":1}}""")).Expect(200);

        var after = (await Admin.MergeAsync($"{Nodes}/{name}", """{"spec":{"listenPort":4000}}""")).Expect(200);
        var status = (await Admin.MergeAsync($"{Nodes}/{name}/status", """{"status":{"observedGeneration":1}}""")).Expect(200);

        Assert.Equal([before.Version, before.Version], [after.Version, status.Version]);
    }

    [Fact]
    public async Task Patch_KeepsStatusAndTheRestApart()
    {
        var name = NewName();
        await CreateNodeAsync(name, """{"listenPort":4000}""");
        const string Both = """{"metadata":{"labels":{"a":"b"}},"spec":{"listenPort":4001},"status":{"observedGeneration":5}}""";

        var status = (await Admin.MergeAsync($"{Nodes}/{name}/status", Both)).Expect(200);
        Assert.Equal((5, 4000, 1), ((int)status["status.observedGeneration"]!, (int)status["spec.listenPort"]!, (int)status["metadata.generation"]!));
        Assert.Null(status["metadata.labels"]);

        var rest = (await Admin.MergeAsync($"{Nodes}/{name}", Both.Replace(":5}", ":6}", StringComparison.Ordinal))).Expect(200);
        Assert.Equal((5, 4001, 2), ((int)rest["status.observedGeneration"]!, (int)rest["spec.listenPort"]!, (int)rest["metadata.generation"]!));
        Assert.Equal("b", (string?)rest["metadata.labels.a"]);
    }

    [Fact]
    public async Task Create_DropsStatus()
    {
        var name = NewName();
        var body = Node(name).Replace("\"spec\"", "\"status\":{\"observedGeneration\":3},\"spec\"", StringComparison.Ordinal);

        (await Admin.PostAsync(Nodes, body)).Expect(201);

        Assert.Null((await Admin.GetAsync($"{Nodes}/{name}")).Expect(200)["status.observedGeneration"]);
    }

    [Fact]
    public async Task Patch_ReplacesListsWhole_AndRemovesWhatIsNull()
    {
        static string Condition(string type) =>
            $$"""{"type":"{{type}}","status":"True","reason":"R","message":"m","lastTransitionTime":"2026-01-02T03:04:05Z"}""";
        var name = NewName();
        await CreateNodeAsync(name);
        (await Admin.MergeAsync($"{Nodes}/{name}/status", $$$"""{"status":{"observedGeneration":1,"conditions":[{{{Condition("Ready")}}},{{{Condition("Online")}}}]}}""")).Expect(200);

        var patched = (await Admin.MergeAsync($"{Nodes}/{name}/status", $$$"""{"status":{"observedGeneration":null,"conditions":[{{{Condition("Online")}}}]}}""")).Expect(200);

        Assert.Equal(["Online"], patched["status.conditions"]!.AsArray().Select(c => (string)c!["type"]!));
        Assert.Null(patched["status.observedGeneration"]);
    }

    [Fact]
    public async Task Patch_AnswersNotFound_WhenThereIsNoObject()
    {
        var missing = (await Admin.MergeAsync($"{Nodes}/{NewName()}/status", """{"status":{}}""")).Expect(404);

        Assert.Equal("NotFound", missing.Reason);
    }

    [Fact]
    public async Task Delete_WaitsForFinalizers()
    {
        var name = NewName();
        await CreateNodeAsync(name, metadata: ""","finalizers":["meshgate.io/test"]""");
        using var watch = await Admin.WatchAsync($"{Nodes}?watch=1&resourceVersion={await NowAsync()}&fieldSelector=metadata.name%3D{name}");

        var marked = (await Admin.DeleteAsync($"{Nodes}/{name}")).Expect(200);
        Assert.NotNull(marked["metadata.deletionTimestamp"]);
        var changed = (await Admin.MergeAsync($"{Nodes}/{name}", """{"spec":{"listenPort":4000}}""")).Expect(200);
        Assert.NotNull(changed["metadata.deletionTimestamp"]);
        (await Admin.MergeAsync($"{Nodes}/{name}", """{"metadata":{"finalizers":["meshgate.io/test","meshgate.io/late"]}}""")).Expect(422);
        (await Admin.MergeAsync($"{Nodes}/{name}", """{"metadata":{"finalizers":null}}""")).Expect(200);

        (await Admin.GetAsync($"{Nodes}/{name}")).Expect(404);
        Assert.Equal($"MODIFIED {name}", await watch.TellAsync());
        Assert.Equal($"MODIFIED {name}", await watch.TellAsync());
        Assert.Equal($"DELETED {name}", await watch.TellAsync());
    }

    [Fact]
    public async Task Create_IsRefused_WhenTheNameIsNoDnsName()
    {
        var refused = (await Admin.PostAsync(Nodes, Node("Not_A_Name"))).Expect(422);

        Assert.Equal("Invalid", refused.Reason);
        Assert.Contains("metadata.name", refused.Fields);
    }
}
