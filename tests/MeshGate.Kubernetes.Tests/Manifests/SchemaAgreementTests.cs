using System.Globalization;
using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Nodes;
using MeshGate.Core.Policy;
using MeshGate.Core.Routes;
using MeshGate.Core.Topology;
using MeshGate.Core.Validation;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Kubernetes.Tests.Manifests;

/// <summary>What the schemas and the code both say is the same.</summary>
public sealed class SchemaAgreementTests
{
    [Fact]
    public void Rules_AreThoseOfTheCode_WithTheSameMessages()
    {
        var inSchema = CrdSchemas.All
            .Where(item => item.Schema.Children.ContainsKey("x-kubernetes-validations"))
            .SelectMany(item => ((YamlSequenceNode)item.Schema.Children["x-kubernetes-validations"]).Children.Cast<YamlMappingNode>()
                .Select(rule => new SchemaRule(item.Kind, (item.Path + rule.Text("fieldPath")).Replace("[]", string.Empty, StringComparison.Ordinal), rule.Text("message")!)));
        SchemaRule[] inCode = [.. NodeRules.All, .. PolicyRules.All, .. RouteRules.All];
        Assert.Equal(Sorted(inCode), Sorted(inSchema));
        Assert.Equal(inCode.Length, inCode.Distinct().Count());

        static IEnumerable<string> Sorted(IEnumerable<SchemaRule> rules) => rules.Select(rule => rule.ToString()).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Rules_HaveNoReason_WithWhichTheApiServerWouldLeaveTheMessageOut()
        => Assert.DoesNotContain(CrdSchemas.All, item => item.Schema.Text("x-kubernetes-validations")?.Contains("FieldValueDuplicate", StringComparison.Ordinal) == true);

    [Fact]
    public void Rules_TouchNothingUnbounded_SoThatTheirCostIsBounded()
    {
        foreach (var (kind, path, schema) in CrdSchemas.All)
        {
            var isLoose = schema.Text("type") switch
            {
                "array" => schema.Text("maxItems") is null,
                "object" => schema.Children.ContainsKey("additionalProperties") && schema.Text("maxProperties") is null,
                _ => false,
            };
            Assert.False(isLoose, $"{kind} {path} has no bound");
        }
    }

    [Fact]
    public void Durations_HaveTheDefaultsAndBoundsOfTheCode()
    {
        Assert.All(PolicySettings.Durations, setting => Assert.Equal(setting.Text, Policy(setting.Path).Text("default")));
        Assert.All((DurationSetting[])[RouteRules.ProbeInterval, RouteRules.ProbeTimeLimit], setting =>
            Assert.Equal(setting.Text, Of("MeshRoute", setting.Path).Text("default")));

        // Their bounds are in their rules, which another test compares.
        Assert.Equal(
            PolicySettings.Durations.Select(setting => setting.Path).Order(StringComparer.Ordinal),
            Leaves("string").Where(leaf => leaf.Schema.Text("default")?.Length > 0 && char.IsAsciiDigit(leaf.Schema.Text("default")![0])).Select(leaf => leaf.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Numbers_HaveTheDefaultsAndBoundsOfTheCode()
    {
        foreach (var setting in PolicySettings.Numbers)
        {
            var schema = Policy(setting.Path);
            Assert.Equal(
                (setting.Path, setting.Default, setting.Min, setting.Max),
                (setting.Path, Number(schema, "default"), Number(schema, "minimum"), Number(schema, "maximum")));
        }

        Assert.Equal(
            PolicySettings.Numbers.Select(setting => setting.Path).Order(StringComparer.Ordinal),
            Leaves("integer").Concat(Leaves("number")).Select(leaf => leaf.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Switches_HaveTheDefaultsOfTheCode()
        => Assert.Equal(
            PolicySettings.Switches.Select(setting => $"{setting.Path} {(setting.Default ? "true" : "false")}").Order(StringComparer.Ordinal),
            Leaves("boolean").Select(leaf => $"{leaf.Path} {leaf.Schema.Text("default")}").Order(StringComparer.Ordinal));

    [Fact]
    public void Names_HaveTheDefaultsOfTheCode()
    {
        Assert.Equal(nameof(TopologyType.Hybrid), Policy("topology.type").Text("default"));
        Assert.Equal(new TopologyBlock().Type.ToString(), Policy("topology.type").Text("default"));
        Assert.Equal(new LoadBalancerBlock().Strategy.ToString(), Policy("loadBalancer.strategy").Text("default"));

        // A name that a newer version wrote reads as an enum's first value, which therefore is the default.
        Assert.Equal((default(TopologyType), default(LoadBalancingStrategy)), (new TopologyBlock().Type, new LoadBalancerBlock().Strategy));
    }

    [Fact]
    public void Roles_CannotBeWritten_WhereOnlyReadersHaveThem()
        => Assert.Equal("[ Hub, Relay, Gateway ]", Of("MeshNode", "roles[]").Text("enum"));

    [Fact]
    public void Descriptions_SayOfNothing_ThatItIsNotReadYet()
        => Assert.DoesNotContain(CrdSchemas.All, item => item.Schema.Text("description") is { } text
            && (text.Contains("Nothing reads", StringComparison.Ordinal) || text.Contains("Nothing fills", StringComparison.Ordinal)));

    [Fact]
    public void Specs_AreRequired_WhereSomethingInThemIs()
        => Assert.Equal(
            ["MeshRoute [ spec ]"],
            CrdSchemas.All.Where(item => item.Path.Length == 0 && item.Schema.Children.ContainsKey("required")).Select(item => $"{item.Kind} {item.Schema.Text("required")}"));

    private static IEnumerable<(string Path, YamlMappingNode Schema)> Leaves(string type) => CrdSchemas.All
        .Where(item => item.Kind == "MeshPolicy" && item.Path.StartsWith("spec.", StringComparison.Ordinal) && item.Schema.Text("type") == type)
        .Select(item => (item.Path["spec.".Length..], item.Schema));

    private static YamlMappingNode Policy(string path) => Of("MeshPolicy", path);

    private static YamlMappingNode Of(string kind, string path) => CrdSchemas.All.Single(item => item.Kind == kind && item.Path == $"spec.{path}").Schema;

    private static double Number(YamlMappingNode schema, string name) => double.Parse(schema.Text(name)!, CultureInfo.InvariantCulture);
}
