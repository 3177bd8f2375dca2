using System.Text.Json.Nodes;

namespace MeshGate.Lab.Tests.Api.Discovery;

public sealed class DiscoveryTests
{
    [Fact]
    public async Task Version_IsAKubernetesVersion()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        using ApiClient nobody = host.Client(null);

        Assert.Equal("v1.30.0+meshgate", (string?)(await nobody.GetAsync("/version"))["gitVersion"]);
    }

    [Fact]
    public async Task Groups_ListWhatIsServed()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer groups = await host.Admin.GetAsync("/apis");
        ApiAnswer resources = await host.Admin.GetAsync("/apis/meshgate.io/v1alpha1");

        Assert.Equal(["apiextensions.k8s.io", "coordination.k8s.io", "meshgate.io"], groups["groups"]!.AsArray().Select(group => (string)group!["name"]!).Order(StringComparer.Ordinal));
        Assert.Equal("meshgate.io/v1alpha1", (string?)(await host.Admin.GetAsync("/apis/meshgate.io"))["preferredVersion.groupVersion"]);
        Assert.Equal(["meshnodes", "meshnodes/status"], resources["resources"]!.AsArray().Select(resource => (string)resource!["name"]!));
        Assert.Equal("""["mn"]""", resources["resources.0.shortNames"]!.ToJsonString());
        Assert.Equal("v1", (string?)(await host.Admin.GetAsync("/api"))["versions.0"]);
        Assert.Contains("secrets", (await host.Admin.GetAsync("/api/v1"))["resources"]!.AsArray().Select(resource => (string)resource!["name"]!));
    }

    [Fact]
    public async Task OpenApiV3_DescribesCustomResources()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer index = await host.Admin.GetAsync("/openapi/v3");
        string url = (string)index.Body["paths"]!["apis/meshgate.io/v1alpha1"]!["serverRelativeURL"]!;
        ApiAnswer document = await host.Admin.GetAsync(url);

        JsonNode schema = document.Body["components"]!["schemas"]!["io.meshgate.v1alpha1.MeshNode"]!;
        Assert.Equal("MeshNode", (string?)schema["x-kubernetes-group-version-kind"]![0]!["kind"]);
        Assert.Equal(65535, (int)schema["properties"]!["spec"]!["properties"]!["listenPort"]!["maximum"]!);
        JsonArray parameters = document.Body["paths"]!["/apis/meshgate.io/v1alpha1/meshnodes/{name}"]!["patch"]!["parameters"]!.AsArray();
        Assert.Contains("fieldValidation", parameters.Select(parameter => (string)parameter!["name"]!));
    }

    [Fact]
    public async Task OpenApiV2_IsJsonOrNothing()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        Assert.Equal("2.0", (string?)(await host.Admin.GetAsync("/openapi/v2"))["swagger"]);
        Assert.Equal(406, (await host.Admin.GetAsync("/openapi/v2", "application/com.github.proto-openapi.spec.v2@v1.0+protobuf")).Code);
    }

    [Fact]
    public async Task Definition_IsServedAtOnce_WhenItIsCreated()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        const string definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

        ApiAnswer created = await host.Admin.PostAsync(definitions, Definitions.Widget());
        ApiAnswer widget = await host.Admin.PostAsync("/apis/example.com/v1/namespaces/default/widgets", """{"metadata":{"name":"w"},"anything":1}""");

        Assert.Equal("Established", (string?)created["status.conditions.1.type"]);
        Assert.Equal((201, "Widget", "example.com/v1"), (widget.Code, (string?)widget["kind"], (string?)widget["apiVersion"]));
        Assert.Equal(["meshnodes.meshgate.io", "widgets.example.com"], (await host.Admin.GetAsync(definitions)).Names);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","pattern":"("}}}""")]
    [InlineData("""{"type":"object","properties":{"a":7}}""")]
    public async Task Definition_IsInvalid_WhenItsSchemaIsMalformed(string schema)
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.PostAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Definitions.Widget(schema));

        Assert.Equal((422, "Invalid"), (answer.Code, answer.Reason));
    }

    [Fact]
    public async Task Object_IsShownInEachServedVersion()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.PostAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Definitions.Widget(withSecondVersion: true));

        ApiAnswer created = await host.Admin.PostAsync("/apis/example.com/v2/namespaces/default/widgets", """{"apiVersion":"example.com/v2","metadata":{"name":"w"}}""");
        ApiAnswer old = await host.Admin.GetAsync("/apis/example.com/v1/namespaces/default/widgets/w");
        ApiAnswer list = await host.Admin.GetAsync("/apis/example.com/v2/widgets");

        Assert.Equal("example.com/v2", (string?)created["apiVersion"]);
        Assert.Equal("example.com/v1", (string?)old["apiVersion"]);
        Assert.Equal("example.com/v2", (string?)list["items.0.apiVersion"]);
        Assert.Equal("example.com/v2", (string?)(await host.Admin.GetAsync("/apis/example.com"))["preferredVersion.groupVersion"]);
    }
}
