using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Resources;

namespace MeshGate.Chart.Tests.Installation;

/// <summary>The chart installs what <c>config/</c> does.</summary>
public sealed class ConfigTests
{
    private static readonly string[] Generated = ["crd", "rbac", "admission", "flowcontrol"];

    /// <summary>Labels of helm aside, and the operator's namespace, which helm makes itself.</summary>
    [Fact]
    public async Task Kustomize_BuildsTheDefaultOutput_ObjectByObject()
    {
        var kubectl = Tree.Program("kubectl");
        Assert.SkipWhen(kubectl is null, "kubectl is not installed");
        var run = await ToolRun.OfAsync(kubectl, "kustomize", "config/default");
        Assert.True(run.ExitCode == 0, run.Error);
        AssertSame(
            YamlTree.ParseAll(run.Output).OfType<JsonObject>().Where(item => item.Identity() != "v1 Namespace /meshgate-system"),
            Tree.Golden("default").Where(item => !item.IsHook()));
    }

    [Fact]
    public void Definitions_Roles_Policies_AndFlowControl_AreThoseOfTheCode()
        => AssertSame(
            Generated.SelectMany(directory => Config(directory)),
            Tree.Golden("default").Where(item => !item.IsHook() && item.Kind() is not ("Namespace" or "Deployment" or "DaemonSet" or "PodDisruptionBudget")));

    [Theory]
    [InlineData("default", true)]
    [InlineData("maximal", false)]
    public void Definitions_AreKept_WhereThatIsWanted(string golden, bool kept)
        => Assert.All(Tree.Golden(golden).Where(item => item.Kind() == "CustomResourceDefinition"), item =>
            Assert.Equal(kept ? "keep" : null, (string?)item["metadata"]!["annotations"]?["helm.sh/resource-policy"]));

    /// <summary>Of an older server's golden, what remains is what the overlay for older servers installs.</summary>
    [Fact]
    public void OlderServers_AreSpared_WhatTheyLack()
    {
        var objects = Tree.Golden("legacy").Where(item => !item.IsHook()).ToList();
        Assert.DoesNotContain("x-kubernetes-validations", string.Concat(objects.Select(item => item.ToJsonString())), StringComparison.Ordinal);
        Assert.DoesNotContain(objects, item => ((string)item["apiVersion"]!).StartsWith("flowcontrol", StringComparison.Ordinal) || item.Kind().StartsWith("ValidatingAdmission", StringComparison.Ordinal));
        Assert.Equal("policy/v1beta1", (string?)objects.Single(item => item.Kind() == "PodDisruptionBudget")["apiVersion"]);
        Assert.Equal(3, objects.Count(item => item.Kind() == "CustomResourceDefinition"));
    }

    [Fact]
    public void Namespaces_AreReplacedEverywhere_WhereTheyHaveOtherNames()
    {
        var text = File.ReadAllText(Path.Combine(Tree.Goldens, "maximal.yaml"));
        Assert.DoesNotContain("meshgate-nodes", text, StringComparison.Ordinal);
        Assert.DoesNotContain("meshgate-system", text, StringComparison.Ordinal);
        var policy = Tree.Golden("maximal").Single(item => item.Identity() == "admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy /meshgate-noded");
        Assert.EndsWith("'system:serviceaccounts:mesh-nodes' in request.userInfo.groups", (string?)policy["spec"]!["matchConditions"]![0]!["expression"], StringComparison.Ordinal);
    }

    private static IEnumerable<JsonObject> Config(string directory)
        => DefinitionFiles.ReadAll([Tree.In($"config/{directory}")]).Where(item => item.Kind() != "Kustomization");

    private static void AssertSame(IEnumerable<JsonObject> expected, IEnumerable<JsonObject> actual)
    {
        var left = expected.ToDictionary(item => item.Identity(), item => item.WithoutHelm());
        var right = actual.ToDictionary(item => item.Identity(), item => item.WithoutHelm());
        Assert.Equal(left.Keys.Order(StringComparer.Ordinal), right.Keys.Order(StringComparer.Ordinal));
        Assert.All(left, item => Assert.True(JsonNode.DeepEquals(item.Value, right[item.Key]), $"{item.Key} differs:\n{item.Value.ToJsonString()}\n{right[item.Key].ToJsonString()}"));
    }
}
