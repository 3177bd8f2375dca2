using System.Text.Json.Nodes;
using Json.Schema;
using MeshGate.Lab.Api.Json;

namespace MeshGate.Chart.Tests.Settings;

/// <summary><c>values.schema.json</c> takes what is right and refuses what is not.</summary>
public sealed class SchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(File.ReadAllText(Path.Combine(Tree.Chart, "values.schema.json")));

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Tree.Values, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    /// <summary>Laid over the defaults, as helm does it.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Schema_TakesTheValues_OfEveryGolden(string file)
        => Assert.Null(Refusal(File.ReadAllText(Path.Combine(Tree.Values, file + ".yaml"))));

    [Theory]
    [InlineData("operators: {}", "an unknown setting")]
    [InlineData("operator: {replica: 3}", "an unknown setting below one that is known")]
    [InlineData("operator: {replicas: two}", "a text for a number")]
    [InlineData("operator: {image: {digest: latest}}", "no digest")]
    [InlineData("operator: {image: {repository: 'https://registry.example.org/x'}}", "a URL for a repository")]
    [InlineData("operator: {metrics: {port: 70000}}", "no port")]
    [InlineData("image: {pullPolicy: Sometimes}", "no pull policy")]
    [InlineData("namespaces: {nodes: {name: Mesh_Nodes}}", "no namespace")]
    [InlineData("namespaces: {nodes: {name: ''}}", "no name")]
    [InlineData("mesh: {cidrs: []}", "no range")]
    [InlineData("mesh: {cidrs: [10.0.0.0/8, 10.1.0.0/16, 10.2.0.0/16]}", "three ranges")]
    [InlineData("mesh: {mtu: 576}", "an MTU that the operator refuses")]
    [InlineData("mesh: {nodeSelector: 'role in (edge)'}", "a selector that a DaemonSet cannot have")]
    [InlineData("noded: {interface: an-interface-name-too-long}", "more than 15 characters")]
    [InlineData("noded: {stateDir: var/lib}", "a relative path")]
    [InlineData("noded: {portMappingLifetime: 5}", "a lifetime that the daemon refuses")]
    [InlineData("coturn: {user: 0}", "root")]
    [InlineData("coturn: {secret: {value: \"a\\nno-auth\"}}", "a second line of configuration")]
    [InlineData("monitoring: {podMonitor: {interval: often}}", "no duration")]
    [InlineData("imagePullSecrets: [registry]", "a text for an object")]
    public void Schema_Refuses_WhatCannotBeMeant(string values, string because) => Assert.True(Refusal(values) is not null, because);

    [Fact]
    public void Schema_KnowsEverySetting_OfTheDefaults()
    {
        // Nothing unknown is taken anywhere, so that the defaults alone prove it.
        Assert.Null(Refusal("{}"));
        Assert.All(Objects(JsonNode.Parse(File.ReadAllText(Path.Combine(Tree.Chart, "values.schema.json")))!), schema =>
            Assert.True(schema["properties"] is null || (bool?)schema["additionalProperties"] == false, schema.GetPath()));
    }

    private static string? Refusal(string values)
    {
        var merged = YamlTree.ParseAll(File.ReadAllText(Path.Combine(Tree.Chart, "values.yaml")))[0];
        Lay((JsonObject)YamlTree.ParseAll(values)[0], (JsonObject)merged);
        var result = Schema.Evaluate(merged, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result.IsValid ? null : string.Join("; ", result.Details.Where(detail => detail.Errors is not null).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}")));
    }

    private static void Lay(JsonObject over, JsonObject under)
    {
        foreach (var (key, value) in over)
        {
            if (value is JsonObject deeper && under[key] is JsonObject below)
            {
                Lay(deeper, below);
            }
            else
            {
                under[key] = value?.DeepClone();
            }
        }
    }

    private static IEnumerable<JsonObject> Objects(JsonNode node) => node switch
    {
        JsonObject map => map.Select(entry => entry.Value).OfType<JsonNode>().SelectMany(Objects).Prepend(map),
        JsonArray list => list.OfType<JsonNode>().SelectMany(Objects),
        _ => [],
    };
}
