using System.Globalization;
using System.Text.RegularExpressions;

namespace MeshGate.Lab.Tests.Api.Requests;

public sealed class CreateTests
{
    [Fact]
    public async Task Create_FillsInMetadataAndDefaults_WhenTheObjectIsValid()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.CreateNodeAsync("a", metadata: ""","uid":"mine","generation":7,"creationTimestamp":null""");

        Assert.Equal(1, (int)answer["metadata.generation"]!);
        Assert.NotEqual("mine", (string?)answer["metadata.uid"]);
        Assert.Equal(host.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), (string?)answer["metadata.creationTimestamp"]);
        Assert.Equal(51820, (int)answer["spec.listenPort"]!);
        Assert.Equal(host.Server.ResourceVersion.ToString(CultureInfo.InvariantCulture), answer.ResourceVersion);
    }

    [Fact]
    public async Task Create_DropsStatusButShowsItsDefaults_WhenStatusIsASubresource()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.PostAsync(
            ApiClient.Nodes, """{"metadata":{"name":"a"},"spec":{"addresses":[]},"status":{"publicKey":"mine"}}""");

        Assert.Equal(201, answer.Code);
        Assert.Null(answer["status.publicKey"]);
        Assert.Equal("Unknown", (string?)answer["status.conditions.0.status"]);
    }

    [Fact]
    public async Task Create_IsAlreadyExists_WhenTheNameIsTaken()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");

        ApiAnswer answer = await host.Admin.PostAsync(ApiClient.Nodes, ApiClient.Node("a"));

        Assert.Equal((409, "AlreadyExists"), (answer.Code, answer.Reason));
        Assert.Equal("meshnodes.meshgate.io \"a\" already exists", answer.Message);
        Assert.Equal("""{"name":"a","group":"meshgate.io","kind":"meshnodes"}""", answer["details"]!.ToJsonString());
    }

    [Fact]
    public async Task Create_MakesAName_WhenGenerateNameIsGiven()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.PostAsync(ApiClient.Nodes, """{"metadata":{"generateName":"edge-"},"spec":{"addresses":[]}}""");

        Assert.Matches(new Regex("^edge-[bcdfghjklmnpqrstvwxz2456789]{5}$"), (string)answer["metadata.name"]!);
    }

    [Theory]
    [InlineData("A_b", "a lowercase RFC 1123 subdomain must consist of")]
    [InlineData("-a", "a lowercase RFC 1123 subdomain must consist of")]
    [InlineData("a\\n", "a lowercase RFC 1123 subdomain must consist of")]
    public async Task Create_IsInvalid_WhenTheNameIsNoDnsName(string name, string expected)
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.PostAsync(ApiClient.Nodes, ApiClient.Node(name));

        Assert.Equal((422, "Invalid"), (answer.Code, answer.Reason));
        Assert.Contains(expected, answer.Message, StringComparison.Ordinal);
        Assert.Equal("metadata.name", (string?)answer["details.causes.0.field"]);
    }

    [Theory]
    [InlineData("""{"apiVersion":"meshgate.io/v9","metadata":{"name":"a"}}""", "the API version in the data (meshgate.io/v9) does not match the expected API version (meshgate.io/v1alpha1)")]
    [InlineData("""{"metadata":{"name":"a","labels":{"x":1}}}""", "MeshNode in version \"v1alpha1\" cannot be handled as a MeshNode: metadata.labels must map strings to strings")]
    [InlineData("""{"metadata":{}}""", "name or generateName is required")]
    [InlineData("""{"metadata":{"name":"a","resourceVersion":"3"}}""", "resourceVersion should not be set on objects to be created")]
    public async Task Create_IsBadRequest_WhenTheObjectDoesNotFitThePath(string body, string message)
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.PostAsync(ApiClient.Nodes, body);

        Assert.Equal((400, "BadRequest", message), (answer.Code, answer.Reason, answer.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"a\":1}{")]
    [InlineData("{\"a\":1e999}")]
    public async Task Create_IsBadRequest_WhenTheBodyIsNoObject(string body)
    {
        await using ApiHost host = await ApiHost.StartAsync();

        Assert.Equal(400, (await host.Admin.PostAsync(ApiClient.Nodes, body)).Code);
    }

    [Fact]
    public async Task Create_IsRefused_WhenTheBodyIsTooDeepOrTooLarge()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        Assert.Equal(400, (await host.Admin.PostAsync(ApiClient.Nodes, new string('[', 200_000))).Code);
        Assert.Equal(400, (await host.Admin.PostAsync(ApiClient.Nodes, new string('[', 200_000), "application/yaml")).Code);
        Assert.Equal(413, (await host.Admin.PostAsync(ApiClient.Nodes, new string(' ', 3 * 1024 * 1024 + 1))).Code);
    }

    [Fact]
    public async Task Create_IsUnsupported_WhenTheBodyIsProtobuf()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.PostAsync("/api/v1/namespaces", "k8s", "application/vnd.kubernetes.protobuf");

        Assert.Equal((415, "UnsupportedMediaType"), (answer.Code, answer.Reason));
    }

    [Fact]
    public async Task Create_ReadsYaml_WhenTheMediaTypeSaysSo()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.PostAsync(ApiClient.Nodes, "metadata: {name: a}\nspec: {addresses: ['100.96.0.1'], listenPort: 7}\n", "application/yaml");

        Assert.Equal((201, 7), (answer.Code, (int)answer["spec.listenPort"]!));
    }

    [Fact]
    public async Task Create_IsNotFound_WhenTheNamespaceIsMissing()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.PostAsync("/api/v1/namespaces/nowhere/configmaps", """{"metadata":{"name":"a"}}""");

        Assert.Equal((404, "namespaces \"nowhere\" not found"), (answer.Code, answer.Message));
    }

    [Fact]
    public async Task Create_StoresNothing_WhenItIsADryRun()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.PostAsync(ApiClient.Nodes + "?dryRun=All", ApiClient.Node("a"));

        Assert.Equal(201, answer.Code);
        Assert.NotNull(answer["metadata.uid"]);
        Assert.Null(answer.ResourceVersion);
        Assert.Equal(404, (await host.Admin.GetAsync(ApiClient.Nodes + "/a")).Code);
        Assert.Equal(400, (await host.Admin.PostAsync(ApiClient.Nodes + "?dryRun=Some", ApiClient.Node("a"))).Code);
    }
}
