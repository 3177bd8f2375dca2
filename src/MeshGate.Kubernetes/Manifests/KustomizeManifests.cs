using System.Globalization;
using System.Text.Json.Nodes;

namespace MeshGate.Kubernetes.Manifests;

/// <summary>
/// The kustomizations: one for each directory, one of all (<c>kubectl apply -k config</c>, Kubernetes 1.30 and later), one that runs operator
/// and daemons besides, and an overlay that leaves out what older servers lack.
/// </summary>
internal static class KustomizeManifests
{
    /// <summary>The name of every kustomization's file.</summary>
    public const string FileName = "kustomization.yaml";

    /// <summary>CEL rules of schemas (Kubernetes 1.25). Older servers drop them, but kubectl asks the server first and then refuses the file.</summary>
    private const string Rules = "x-kubernetes-validations";

    /// <summary>In the order of installation.</summary>
    private static readonly string[] Everything = ["namespaces", "crd", "rbac", "admission", "flowcontrol"];

    /// <summary>Operator and daemons: the chart's default output.</summary>
    private const string Workloads = "workloads";

    /// <summary>ValidatingAdmissionPolicy came with 1.30, flowcontrol v1 with 1.29.</summary>
    private static readonly string[] NotLegacy = ["admission", "flowcontrol"];

    /// <param name="files">The paths of all manifests.</param>
    /// <param name="definitions">The custom resource definitions.</param>
    public static IEnumerable<(string Path, JsonObject Kustomization)> Build(IReadOnlyCollection<string> files, IEnumerable<JsonObject> definitions)
    {
        foreach (var directory in Everything)
        {
            yield return ($"{directory}/{FileName}", Kustomization(
                files.Where(f => f.StartsWith(directory + "/", StringComparison.Ordinal)).Select(f => f[(directory.Length + 1)..])));
        }

        yield return (FileName, Kustomization(Everything));
        yield return ($"default/{FileName}", Kustomization(Everything.Append(Workloads).Select(d => $"../{d}")));
        var legacy = Kustomization(Everything.Except(NotLegacy).Select(d => $"../../{d}"));
        legacy["patches"] = new JsonArray([.. definitions.Where(d => RulePaths(d, string.Empty).Any()).Select(d => (JsonNode)WithoutRules(d))]);
        yield return ($"overlays/legacy/{FileName}", legacy);
    }

    private static JsonObject Kustomization(IEnumerable<string> resources) => new()
    {
        ["apiVersion"] = "kustomize.config.k8s.io/v1beta1",
        ["kind"] = "Kustomization",
        ["resources"] = new JsonArray([.. resources.Select(r => (JsonNode)r)]),
    };

    private static JsonObject WithoutRules(JsonObject definition) => new()
    {
        ["target"] = new JsonObject { ["kind"] = (string?)definition["kind"], ["name"] = (string?)definition["metadata"]!["name"] },
        ["patch"] = string.Join('\n', RulePaths(definition, string.Empty).Select(path => $"- {{op: remove, path: \"{path}\"}}")),
    };

    /// <summary>JSON pointers (RFC 6901) to every set of rules.</summary>
    private static IEnumerable<string> RulePaths(JsonNode? node, string path) => node switch
    {
        JsonObject mapping => mapping.SelectMany(m => m.Key == Rules && m.Value is JsonArray
            ? [$"{path}/{Rules}"]
            : RulePaths(m.Value, $"{path}/{m.Key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}")),
        JsonArray list => list.SelectMany((item, index) => RulePaths(item, string.Create(CultureInfo.InvariantCulture, $"{path}/{index}"))),
        _ => [],
    };
}
