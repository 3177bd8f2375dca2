using MeshGate.Contract.Tests.Servers;

namespace MeshGate.Contract.Tests.Contracts;

/// <summary>What the schemas of MeshGate's kinds do.</summary>
public abstract class SchemaContract(IContractServer server) : Contract(server)
{
    [Fact]
    public async Task Create_DropsUnknownFields()
    {
        var created = await CreateNodeAsync(NewName(), """{"listenPort":4000,"unheardOf":{"a":1}}""");

        Assert.Equal(4000, (int)created["spec.listenPort"]!);
        Assert.Null(created["spec.unheardOf"]);
    }

    [Fact]
    public async Task Read_ShowsReadyUnknown_WhenNobodyHasWrittenAStatus()
    {
        var name = NewName();
        await CreateNodeAsync(name);

        var condition = (await Admin.GetAsync($"{Nodes}/{name}")).Expect(200)["status.conditions.0"]!;

        Assert.Equal(("Ready", "Unknown"), ((string?)condition["type"], (string?)condition["status"]));
    }

    [Fact]
    public async Task Watch_ShowsDefaultsToo()
    {
        var name = NewName();
        await CreateNodeAsync(name);
        using var watch = await Admin.WatchAsync($"{Nodes}?watch=1&fieldSelector=metadata.name%3D{name}");

        Assert.Equal("Unknown", (string?)(await watch.EventAsync()).Object["status"]?["conditions"]?[0]?["status"]);
    }

    [Fact]
    public async Task Write_KeepsTheDefaultCondition_WhenTheDaemonReportsFirst()
    {
        var name = NewName();
        await CreateNodeAsync(name);

        var reported = (await Admin.MergeAsync($"{Nodes}/{name}/status", """{"status":{"agent":{"appliedRevision":"1"}}}""")).Expect(200);

        Assert.Equal("Unknown", (string?)reported["status.conditions.0.status"]);
    }

    [Theory]
    [InlineData("""{"listenPort":0}""", "spec.listenPort")]
    [InlineData("""{"listenPort":65536}""", "spec.listenPort")]
    [InlineData("""{"listenPort":"ssh"}""", "spec.listenPort")]
    [InlineData("""{"listenPort":1.5}""", "spec.listenPort")]
    [InlineData("""{"addresses":["nonsense"]}""", "spec.addresses")]
    [InlineData("""{"addresses":"100.96.0.1"}""", "spec.addresses")]
    [InlineData("""{"addresses":["100.96.0.1","100.96.0.2","100.96.0.3"]}""", "spec.addresses")]
    [InlineData("""{"endpoint":"no port"}""", "spec.endpoint")]
    public async Task Create_NamesTheField_WhenAValueIsRefused(string spec, string field)
    {
        var refused = (await Admin.PostAsync(Nodes, Node(NewName(), spec))).Expect(422);

        Assert.Equal("Invalid", refused.Reason);
        Assert.Contains(field, refused.Message, StringComparison.Ordinal);
        Assert.Contains(refused.Fields, f => f is not null && f.StartsWith(field, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Create_NamesEveryField_WhenSeveralAreRefused()
    {
        var refused = (await Admin.PostAsync(Nodes, Node(NewName(), """{"listenPort":0,"endpoint":"no port"}"""))).Expect(422);

        Assert.Equal(["spec.endpoint", "spec.listenPort"], refused.Fields.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Patch_NamesTheField_WhenAStatusIsRefused()
    {
        var name = NewName();
        await CreateNodeAsync(name);

        var refused = (await Admin.MergeAsync($"{Nodes}/{name}/status", """{"status":{"conditions":[{"type":"Ready","status":"Perhaps"}]}}""")).Expect(422);

        // Older servers leave out the index.
        Assert.Contains(refused.Fields, f => f is "status.conditions[0].status" or "status.conditions.status");
    }

    [Fact]
    public async Task Create_AnswersBadRequest_WhenTheBodyIsNoObjectOfThatKind()
    {
        (await Admin.PostAsync(Nodes, "{\"spec\"")).Expect(400);
        (await Admin.PostAsync(Nodes, Lease(NewName()))).Expect(400);
    }

    [ContractFact(Capability.CelRules)]
    public async Task Create_TellsTheRule_WhenACelRuleRefuses()
    {
        var refused = (await Admin.PostAsync(Nodes, Node(NewName(), """{"addresses":["100.96.0.1","100.96.0.2"]}"""))).Expect(422);

        Assert.Contains("spec.addresses", refused.Fields);
    }
}
