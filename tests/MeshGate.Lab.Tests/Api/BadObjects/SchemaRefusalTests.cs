using System.Text.Json.Nodes;
using MeshGate.Tests.BadObjects;

namespace MeshGate.Lab.Tests.Api.BadObjects;

/// <summary>What the schemas in <c>config/crd</c> refuse, and what they let pass for the rules and the operator to judge.</summary>
public sealed class SchemaRefusalTests(ConfiguredApi api) : IClassFixture<ConfiguredApi>
{
    public static TheoryData<string> Refused => [.. Of(Remark.Schema)];

    public static TheoryData<string> Taken => [.. Of(Remark.Rule), .. Of(Remark.Verdict)];

    [Fact]
    public void Table_HasSixtyDifferentObjects_AtLeast()
    {
        Assert.True(TableReader.Bad.Count >= 60, $"{TableReader.Bad.Count}");
        Assert.Equal(TableReader.Bad.Count, TableReader.Bad.Select(bad => bad.ToString()).Distinct().Count());
        Assert.Equal(TableReader.Bad.Count, TableReader.Bad.Select(bad => $"{bad.Kind} {bad.Was?.ToJsonString()} {bad.Spec?.ToJsonString()} {bad.Status?.ToJsonString()}").Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Create_IsInvalidAndNamesTheField_WhenTheSchemaForbidsIt(string name)
    {
        BadObject bad = TableReader.Bad.Single(item => item.ToString() == name);
        ApiAnswer answer = await WriteAsync(bad, bad.Spec);
        Assert.Equal((422, "Invalid"), (answer.Code, answer.Reason));
        Assert.Contains(bad.Field, answer["details.causes"]!.AsArray().Select(cause => (string?)cause!["field"]));
        Assert.Contains(bad.Field, answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Taken))]
    public async Task Create_IsTaken_WhenOnlyARuleOrTheOperatorCanTell(string name)
    {
        BadObject bad = TableReader.Bad.Single(item => item.ToString() == name);
        Assert.Null((await WriteAsync(bad, bad.Spec)).Message);
    }

    [Fact]
    public async Task Create_IsTaken_WhenTheObjectIsGood()
    {
        foreach (GoodObject good in TableReader.Good)
        {
            Assert.Null((await api.Host.Admin.PostAsync(Path(good.Kind), good.Json())).Message);
        }

        foreach (BadObject bad in TableReader.Bad.Where(item => item.Fixed is not null))
        {
            Assert.Null((await api.Host.Admin.PostAsync(Path(bad.Kind), TableReader.Json(bad.Kind, $"fixed-{bad.Name}", bad.Fixed))).Message);
        }
    }

    [Fact]
    public async Task Create_FillsUpABlockThatIsGiven_AndNoOther()
    {
        ApiAnswer answer = await api.Host.Admin.PostAsync(Path("MeshPolicy"), TableReader.Json("MeshPolicy", "p", JsonNode.Parse("""{"loadBalancer":{},"natTraversal":{"relay":false}}""")));
        Assert.Equal(["loadBalancer", "natTraversal", "priority"], answer["spec"]!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Equal(("RoundRobin", "300s", 5), ((string?)answer["spec.loadBalancer.strategy"], (string?)answer["spec.loadBalancer.stickySessions.timeout"], (int)answer["spec.loadBalancer.circuitBreaker.threshold"]!));
        Assert.Equal(("25s", false, true), ((string?)answer["spec.natTraversal.keepAliveInterval"], (bool)answer["spec.natTraversal.relay"]!, (bool)answer["spec.natTraversal.holePunching"]!));
    }

    private static IEnumerable<string> Of(Remark remark) => TableReader.Bad.Where(bad => bad.Expect == remark).Select(bad => bad.ToString());

    private static string Path(string kind) => $"/apis/meshgate.io/v1alpha1/{TableReader.Plural(kind)}";

    private async Task<ApiAnswer> WriteAsync(BadObject bad, JsonNode? spec)
    {
        ApiAnswer answer = await api.Host.Admin.PostAsync(Path(bad.Kind), bad.Json(bad.Was ?? spec));
        if (bad.Was is not null)
        {
            Assert.Null(answer.Message);
            answer = await api.Host.Admin.PatchAsync($"{Path(bad.Kind)}/{bad.Name}", $$"""[{"op":"replace","path":"/spec","value":{{spec!.ToJsonString()}}}]""", "application/json-patch+json");
        }

        if (bad.Status is not null)
        {
            Assert.Null(answer.Message);
            answer = await api.Host.Admin.MergeAsync($"{Path(bad.Kind)}/{bad.Name}/status", new JsonObject { ["status"] = bad.Status.DeepClone() }.ToJsonString());
        }

        return answer;
    }
}
