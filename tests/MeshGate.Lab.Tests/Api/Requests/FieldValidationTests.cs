namespace MeshGate.Lab.Tests.Api.Requests;

public sealed class FieldValidationTests
{
    private const string Unknown = """{"metadata":{"name":"a","colour":"red"},"spec":{"addresses":[],"bogus":1,"relayPorts":[{"name":"x","why":1}],"extra":{"kept":1}}}""";

    [Fact]
    public async Task Create_NamesEachUnknownField_WhenValidationIsStrict()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.PostAsync(ApiClient.Nodes + "?fieldValidation=Strict", Unknown);

        Assert.Equal((400, "BadRequest"), (answer.Code, answer.Reason));
        Assert.Equal(
            "MeshNode in version \"v1alpha1\" cannot be handled as a MeshNode: strict decoding error: unknown field \"metadata.colour\", unknown field \"spec.bogus\", unknown field \"spec.relayPorts[0].why\"",
            answer.Message);
    }

    [Fact]
    public async Task Create_PrunesAndWarns_WhenValidationIsNotGiven()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.PostAsync(ApiClient.Nodes, Unknown);

        Assert.Equal(201, answer.Code);
        Assert.Null(answer["spec.bogus"]);
        Assert.Null(answer["metadata.colour"]);
        Assert.Equal(1, (int)answer["spec.extra.kept"]!);
        Assert.Contains("299 - \"unknown field \\\"spec.bogus\\\"\"", answer.Warnings);
    }

    [Fact]
    public async Task Create_BoundsItsWarnings_WhenAllIsUnknown()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        string bogus = string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"{new string('x', 300)}{i}\":1"));

        ApiAnswer answer = await host.Admin.PostAsync(ApiClient.Nodes, $$$"""{"metadata":{"name":"a"},"spec":{"addresses":[],{{{bogus}}}}}""");

        Assert.Equal((201, 20), (answer.Code, answer.Warnings.Count));
    }

    [Fact]
    public async Task Create_PrunesInSilence_WhenValidationIsIgnored()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.PostAsync(ApiClient.Nodes + "?fieldValidation=Ignore", Unknown);

        Assert.Equal(201, answer.Code);
        Assert.Empty(answer.Warnings);
    }

    [Fact]
    public async Task Create_ComplainsOfADuplicate_WhenValidationIsStrict()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.PostAsync(ApiClient.Nodes + "?fieldValidation=Strict", """{"metadata":{"name":"a"},"spec":{"addresses":[],"addresses":[]}}""");

        Assert.EndsWith("strict decoding error: duplicate field \"spec.addresses\"", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patch_IsInvalid_WhenItNamesUnknownFieldsAndValidationIsStrict()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");

        ApiAnswer answer = await host.Admin.MergeAsync(ApiClient.Nodes + "/a?fieldValidation=Strict", """{"spec":{"bogus":1}}""");

        Assert.Equal(422, answer.Code);
        Assert.Contains("strict decoding error: unknown field \"spec.bogus\"", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_WarnsOnce_WhenTheSchemaHasRules()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        ApiAnswer definition = await host.Admin.PostAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Definitions.Widget("""
            {"type":"object","properties":{"spec":{"type":"object","properties":{"a":{"type":"integer","x-kubernetes-validations":[{"rule":"self > 0"}]}},
            "x-kubernetes-validations":[{"rule":"true"}]}}}
            """));
        Assert.Equal(201, definition.Code);

        ApiAnswer answer = await host.Admin.PostAsync("/apis/example.com/v1/namespaces/default/widgets", """{"metadata":{"name":"w"},"spec":{"a":-1}}""");

        Assert.Equal(201, answer.Code);
        Assert.Equal(["299 - \"Widget.example.com has x-kubernetes-validations, which this server does not evaluate\""], answer.Warnings);
    }
}
