using System.Text.Json.Nodes;
using MeshGate.Contract.Tests.Servers;
using MeshGate.Contract.Tests.Wire;
using MeshGate.Lab.Api.Resources;

namespace MeshGate.Contract.Tests.Contracts;

/// <summary>
/// A real API server takes every object of the chart, as far as it knows the kinds, and keeps every field: what it does not know it would drop.
/// Nothing is changed but the namespaces that the objects need.
/// </summary>
[Collection(RealCollection.Name)]
public sealed class ChartTests : IDisposable
{
    private const string Rules = "x-kubernetes-validations";

    private readonly Dictionary<string, JsonArray?> _served = [];
    private readonly WireClient _admin;

    public ChartTests(RealServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        server.Require();
        _admin = new WireClient(server, ContractUser.Admin);
    }

    public void Dispose() => _admin.Dispose();

    [Theory]
    [InlineData("legacy", 0)]
    [InlineData("default", 9)]
    [InlineData("minimal", 0)]
    [InlineData("maximal", 12)]
    [InlineData("restricted", 11)]
    public async Task Server_TakesEveryObject_AndDropsNothing(string golden, int mostUnknown)
    {
        var objects = DefinitionFiles.ReadAll([Path.Combine(Tree.ChartGoldens, golden + ".yaml")]).ToList();
        foreach (var name in objects.Select(item => (string?)item["metadata"]!["namespace"]).OfType<string>().Distinct())
        {
            var made = await _admin.PostAsync("/api/v1/namespaces", $$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{name}}}"}}""");
            Assert.Contains(made.Code, (int[])[201, 409]);
        }

        var unknown = 0;
        foreach (var item in objects.Select(Judgeable))
        {
            if (await PathAsync(item) is not { } path)
            {
                unknown++;
                continue;
            }

            var answer = await _admin.DryApplyAsync(path, item.ToJsonString());
            Assert.True(answer.Code is 200 or 201, $"{path}: {answer.Body.ToJsonString()}");
            Assert.Empty(Lost(item, answer.Body, string.Empty));
        }

        Assert.InRange(unknown, 0, mostUnknown);
    }

    [Fact]
    public async Task Server_TakesTheExamples_OfAMesh()
    {
        foreach (var item in DefinitionFiles.ReadAll([Tree.MeshExamples]).Where(item => (string?)item["kind"] != "Kustomization"))
        {
            var answer = await _admin.DryApplyAsync((await PathAsync(item))!, item.ToJsonString());
            Assert.True(answer.Code is 200 or 201, answer.Body.ToJsonString());
            Assert.Empty(Lost(item, answer.Body, string.Empty));
        }
    }

    /// <summary>A pod cannot be tried without its account's token, so its template is; rules are what older servers are known to drop.</summary>
    private static JsonObject Judgeable(JsonObject item)
    {
        if (RealServer.Lacks.Contains(Capability.CelRules))
        {
            Drop(item);
        }

        return (string?)item["kind"] != "Pod" ? item : new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "PodTemplate",
            ["metadata"] = item["metadata"]!.DeepClone(),
            ["template"] = new JsonObject { ["spec"] = item["spec"]!.DeepClone() },
        };

        static void Drop(JsonNode? node)
        {
            if (node is JsonObject map)
            {
                map.Remove(Rules);
            }

            foreach (var inner in node switch { JsonObject map1 => map1.Select(entry => entry.Value), JsonArray list => list, _ => [] })
            {
                Drop(inner);
            }
        }
    }

    /// <summary>Where the object is; null where the server does not know its kind.</summary>
    private async Task<string?> PathAsync(JsonObject item)
    {
        var version = (string)item["apiVersion"]!;
        var root = version.Contains('/', StringComparison.Ordinal) ? $"/apis/{version}" : $"/api/{version}";
        if (!_served.TryGetValue(version, out var kinds))
        {
            _served[version] = kinds = version == "v1" || await HasGroupVersionAsync(version) ? (JsonArray?)(await _admin.GetAsync(root)).Expect(200).Body["resources"] : null;
        }

        var kind = kinds?.FirstOrDefault(k => JsonNode.DeepEquals(k!["kind"], item["kind"]) && !((string)k["name"]!).Contains('/', StringComparison.Ordinal));
        var scope = (bool?)kind?["namespaced"] == true ? $"/namespaces/{item["metadata"]!["namespace"]}" : string.Empty;
        return kind is null ? null : $"{root}{scope}/{kind["name"]}/{item["metadata"]!["name"]}";
    }

    private async Task<bool> HasGroupVersionAsync(string version)
        => (await _admin.GetAsync("/apis")).Expect(200).Body["groups"]!.AsArray().SelectMany(group => group!["versions"]!.AsArray()).Any(served => (string?)served!["groupVersion"] == version);

    /// <summary>What was sent and did not come back. A Secret's texts come back as bytes.</summary>
    private static IEnumerable<string> Lost(JsonNode? sent, JsonNode? kept, string path) => (sent, kept) switch
    {
        (JsonObject map, JsonObject other) => map.Where(entry => entry.Key != "stringData").SelectMany(entry => Lost(entry.Value, other[entry.Key], $"{path}.{entry.Key}")),
        (JsonArray list, JsonArray other) when list.Count == other.Count => list.Zip(other).SelectMany((pair, index) => Lost(pair.First, pair.Second, $"{path}[{index}]")),
        _ => Same(sent, kept) ? [] : [$"{path}: {sent?.ToJsonString()} became {kept?.ToJsonString()}"],
    };

    private static bool Same(JsonNode? sent, JsonNode? kept)
        => JsonNode.DeepEquals(sent, kept) || (sent is JsonValue && kept is JsonValue && sent.ToJsonString() == kept.ToJsonString());
}
