using System.Text.Json.Nodes;

namespace MeshGate.Lab.Tests.Api.Tables;

public sealed class TableTests
{
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json";

    [Fact]
    public async Task List_IsATable_WithTheDefinitionsColumns()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");
        await host.Admin.MergeAsync(ApiClient.Nodes + "/a/status", """{"status":{"conditions":[{"type":"Other","status":"False"},{"type":"Ready","status":"True"}]}}""");
        host.Clock.Advance(TimeSpan.FromMinutes(5));

        ApiAnswer table = await host.Admin.GetAsync(ApiClient.Nodes, Table);

        Assert.Equal("Table", (string?)table["kind"]);
        Assert.Equal(["Name", "Addresses", "Port", "Ready", "Endpoint", "Age"], table["columnDefinitions"]!.AsArray().Select(column => (string)column!["name"]!));
        Assert.Equal(1, (int)table["columnDefinitions.4.priority"]!);
        JsonNode cells = table["rows.0.cells"]!;
        Assert.Equal(["a", "[\"100.96.0.1\"]"], [(string?)cells[0], (string?)cells[1]]);
        Assert.Equal(51820, (int)cells[2]!);
        Assert.Equal("True", (string?)cells[3]);
        Assert.Null(cells[4]);
        Assert.Equal("5m", (string?)cells[5]);
        Assert.Equal(("PartialObjectMetadata", "a"), ((string?)table["rows.0.object.kind"], (string?)table["rows.0.object.metadata.name"]));
    }

    [Theory]
    [InlineData("None", null)]
    [InlineData("Metadata", "PartialObjectMetadata")]
    [InlineData("Object", "MeshNode")]
    public async Task List_CarriesTheObject_AsAsked(string include, string? kind)
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");

        ApiAnswer table = await host.Admin.GetAsync($"{ApiClient.Nodes}?includeObject={include}", Table);

        Assert.Equal(kind, (string?)table["rows.0.object.kind"]);
    }

    [Fact]
    public async Task Get_IsATable_WhenOneObjectIsAskedFor()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");

        Assert.Equal("a", (string?)(await host.Admin.GetAsync(ApiClient.Nodes + "/a", Table))["rows.0.cells.0"]);
    }

    [Theory]
    [InlineData("application/vnd.kubernetes.protobuf", 406)]
    [InlineData("application/vnd.kubernetes.protobuf,application/json", 200)]
    [InlineData("*/*", 200)]
    public async Task List_IsNotAcceptable_WhenTheClientTakesNoJson(string accept, int code)
    {
        await using ApiHost host = await ApiHost.StartAsync();

        Assert.Equal(code, (await host.Admin.GetAsync(ApiClient.Nodes, accept)).Code);
    }

    [Theory]
    [InlineData("/api/v1/nodes", """{"metadata":{"name":"n","labels":{"node-role.kubernetes.io/edge":""}},"spec":{"unschedulable":true},"status":{"conditions":[{"type":"Ready","status":"True"}],"nodeInfo":{"kubeletVersion":"v1"}}}""", "n|Ready,SchedulingDisabled|edge|0s|v1")]
    [InlineData("/api/v1/namespaces/default/secrets", """{"metadata":{"name":"s"},"stringData":{"a":"b"}}""", "s|Opaque|1|0s")]
    [InlineData("/api/v1/namespaces/default/configmaps", """{"metadata":{"name":"c"},"data":{"a":"b","c":"d"}}""", "c|2|0s")]
    [InlineData("/apis/coordination.k8s.io/v1/namespaces/default/leases", """{"metadata":{"name":"l"},"spec":{"holderIdentity":"me"}}""", "l|me||0s")]
    [InlineData("/api/v1/namespaces/default/events", """{"metadata":{"name":"e"},"involvedObject":{"kind":"MeshNode","name":"a"},"reason":"Why","type":"Normal","message":"hi"}""", "0s|Normal|Why|meshnode/a|hi")]
    public async Task List_HasSensibleColumns_ForBuiltinKinds(string path, string body, string expected)
    {
        await using ApiHost host = await ApiHost.StartAsync();
        Assert.Equal(201, (await host.Admin.PostAsync(path, body)).Code);

        ApiAnswer table = await host.Admin.GetAsync(path, Table);

        JsonArray columns = table["columnDefinitions"]!.AsArray();
        IEnumerable<string?> cells = table["rows.0.cells"]!.AsArray().Where((_, i) => (int)columns[i]!["priority"]! == 0).Select(cell => cell?.ToString());
        Assert.Equal(expected, string.Join('|', cells));
    }
}
