using MeshGate.Contract.Tests.Servers;

namespace MeshGate.Contract.Tests.Contracts;

/// <summary>What kubectl asks of a server: discovery and tables.</summary>
public abstract class DiscoveryContract(IContractServer server) : Contract(server)
{
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    [Fact]
    public async Task Discovery_TellsKindsAndSubresources()
    {
        var list = (await Admin.GetAsync("/apis/meshgate.io/v1alpha1")).Expect(200);

        var resources = list["resources"]!.AsArray().ToDictionary(r => (string)r!["name"]!);
        var nodes = resources["meshnodes"]!;
        Assert.Equal(("APIResourceList", "MeshNode", "meshnode", false), ((string?)list["kind"], (string?)nodes["kind"], (string?)nodes["singularName"], (bool)nodes["namespaced"]!));
        Assert.Contains("mn", nodes["shortNames"]!.AsArray().Select(n => (string?)n));
        Assert.Contains("meshgate", nodes["categories"]!.AsArray().Select(n => (string?)n));
        Assert.Equal(
            ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
            nodes["verbs"]!.AsArray().Select(v => (string)v!).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["get", "patch", "update"], resources["meshnodes/status"]!["verbs"]!.AsArray().Select(v => (string)v!).Order(StringComparer.Ordinal));
        Assert.Contains("meshpolicies", resources.Keys);
    }

    [Fact]
    public async Task Discovery_TellsGroupsAndVersions()
    {
        var groups = (await Admin.GetAsync("/apis")).Expect(200)["groups"]!.AsArray();
        var group = groups.Single(g => (string?)g!["name"] == "meshgate.io")!;

        Assert.Equal("meshgate.io/v1alpha1", (string?)group["preferredVersion"]!["groupVersion"]);
        Assert.Contains("v1", (await Admin.GetAsync("/api")).Expect(200)["versions"]!.AsArray().Select(v => (string?)v));
        Assert.Equal("1", (string?)(await Admin.GetAsync("/version")).Expect(200)["major"]);
    }

    [Fact]
    public async Task Discovery_IsTheDaemonsToo() => (await Daemon.GetAsync("/apis/meshgate.io/v1alpha1")).Expect(200);

    [Theory]
    [InlineData("/apis/meshgate.io/v1alpha1/unheardofs")]
    [InlineData("/apis/meshgate.io/v2/meshnodes")]
    [InlineData("/apis/unheard.of/v1/meshnodes")]
    public async Task Request_AnswersNotFound_WhenNothingIsServedThere(string path)
    {
        using var http = new HttpClient(Wire.WireClient.Handler(Server.AuthorityPem)) { BaseAddress = Server.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", Server.Token(ContractUser.Admin));

        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), Cancelled);

        Assert.Equal(404, (int)answer.StatusCode);
    }

    [Fact]
    public async Task List_IsATable_WhenKubectlAsks()
    {
        var name = NewName();
        await CreateNodeAsync(name, """{"addresses":["100.96.0.9"]}""");

        var table = (await Admin.GetAsync($"{Nodes}?fieldSelector=metadata.name%3D{name}", Table)).Expect(200);

        Assert.Equal(("Table", "meta.k8s.io/v1"), ((string?)table["kind"], (string?)table["apiVersion"]));
        var columns = table["columnDefinitions"]!.AsArray().Select(c => (string)c!["name"]!).ToList();
        Assert.Equal("Name", columns[0]);
        var row = Assert.Single(table["rows"]!.AsArray())!;
        Assert.Equal(columns.Count, row["cells"]!.AsArray().Count);
        Assert.Equal(name, (string?)row["cells"]![0]);
        Assert.Equal("Unknown", (string?)row["cells"]![columns.IndexOf("Ready")]);
        Assert.Equal(name, (string?)row["object"]!["metadata"]!["name"]);
        Assert.Equal("PartialObjectMetadata", (string?)row["object"]!["kind"]);
    }

    [Fact]
    public async Task Get_IsATable_WhenKubectlAsks()
    {
        var name = NewName();
        await CreateNodeAsync(name);

        var table = (await Admin.GetAsync($"{Nodes}/{name}", Table)).Expect(200);

        Assert.Equal("Table", (string?)table["kind"]);
        Assert.Equal(name, (string?)Assert.Single(table["rows"]!.AsArray())!["cells"]![0]);
    }
}
