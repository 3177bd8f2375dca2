using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using k8s;

namespace MeshGate.Chart.Tests.Rendering;

/// <summary>What a Kubernetes API server asks of every object.</summary>
public sealed partial class WellFormedTests
{
    /// <summary>Kinds of others, of which the client library has no types.</summary>
    private static readonly string[] Foreign = ["CustomResourceDefinition", "PodMonitor", "ServiceMonitor", "PrometheusRule"];

    /// <summary>Kinds that belong to no namespace.</summary>
    private static readonly string[] ClusterScoped =
    [
        "Namespace", "CustomResourceDefinition", "ClusterRole", "ClusterRoleBinding", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding",
        "PriorityLevelConfiguration", "FlowSchema",
    ];

    public static TheoryData<string> Goldens => [.. Tree.GoldenNames];

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Objects_AreNamedOnce_AndHaveWhatEveryObjectMustHave(string golden)
    {
        var objects = Tree.Golden(golden);
        Assert.NotEmpty(objects);
        Assert.All(objects, item =>
        {
            Assert.Matches(Name(), (string?)item["metadata"]!["name"]);
            Assert.Equal(ClusterScoped.Contains(item.Kind()), item["metadata"]!["namespace"] is null);
            Assert.All((item["metadata"]!["labels"] as JsonObject ?? []).Concat(item["spec"]?["template"]?["metadata"]?["labels"] as JsonObject ?? []), label =>
            {
                Assert.Matches(LabelName(), label.Key);
                Assert.Matches(LabelValue(), (string?)label.Value);
            });
        });
        Assert.Equal(objects.Count, objects.Select(item => item.Identity()).Distinct().Count());
    }

    /// <summary>With field names and types that the API has: an unknown or misplaced field fails.</summary>
    [Theory]
    [MemberData(nameof(Goldens))]
    public void Objects_AreOfKubernetesTypes_FieldByField(string golden)
        => Assert.All(Tree.Golden(golden).Where(item => !Foreign.Contains(item.Kind()) && (string)item["apiVersion"]! != "policy/v1beta1"), item =>
        {
            var typed = KubernetesYaml.LoadAllFromString(item.ToJsonString(), strict: true);
            Assert.StartsWith("V1", Assert.Single(typed).GetType().Name, StringComparison.Ordinal);
        });

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Workloads_SelectTheirOwnPods_AndMountWhatTheyHave(string golden)
        => Assert.All(Tree.Golden(golden).Where(item => item.Kind() is "Deployment" or "DaemonSet"), item =>
        {
            var labels = (JsonObject)item["spec"]!["template"]!["metadata"]!["labels"]!;
            Assert.All((JsonObject)item["spec"]!["selector"]!["matchLabels"]!, wanted => Assert.Equal((string?)wanted.Value, (string?)labels[wanted.Key]));
            var pod = item.PodSpec()!;
            var volumes = (pod["volumes"] as JsonArray ?? []).Select(volume => (string)volume!["name"]!).ToList();
            foreach (var container in pod["containers"]!.AsArray())
            {
                Assert.Matches(Image(), (string?)container!["image"]);
                Assert.Equal(volumes.Order(), (container["volumeMounts"] as JsonArray ?? []).Select(mount => (string)mount!["name"]!).Order());
                var ports = (container["ports"] as JsonArray ?? []).Select(port => (string)port!["name"]!).ToList();
                foreach (var probe in (string[])["livenessProbe", "readinessProbe"])
                {
                    if (container[probe] is { } asked)
                    {
                        Assert.Contains((string)(asked["httpGet"] ?? asked["tcpSocket"])!["port"]!, ports);
                    }
                }
            }
        });

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Selectors_FindPods_ThatAreThere(string golden)
    {
        var objects = Tree.Golden(golden);
        var pods = objects.Where(item => item.Kind() is "Deployment" or "DaemonSet")
            .Select(item => (Namespace: (string)item["metadata"]!["namespace"]!, Labels: (JsonObject)item["spec"]!["template"]!["metadata"]!["labels"]!)).ToList();
        Assert.All(objects, item =>
        {
            var selector = item.Kind() switch
            {
                "PodDisruptionBudget" or "PodMonitor" => item["spec"]!["selector"]!["matchLabels"],
                "NetworkPolicy" => item["spec"]!["podSelector"]!["matchLabels"],
                "Service" => item["spec"]!["selector"],
                _ => null,
            };
            Assert.True(
                selector is null || pods.Any(pod => pod.Namespace == (string?)item["metadata"]!["namespace"] && ((JsonObject)selector).All(wanted => JsonNode.DeepEquals(pod.Labels[wanted.Key], wanted.Value))),
                item.Identity());
        });
    }

    [GeneratedRegex("^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$")]
    private static partial Regex Name();

    [GeneratedRegex("^([a-z0-9.-]{1,253}/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$")]
    private static partial Regex LabelName();

    [GeneratedRegex("^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$")]
    private static partial Regex LabelValue();

    [GeneratedRegex("^[a-z0-9][a-z0-9./_:-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]*|@sha256:[0-9a-f]{64})$")]
    private static partial Regex Image();
}
