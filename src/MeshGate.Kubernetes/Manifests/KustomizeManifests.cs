using System.Text.Json.Nodes;

namespace MeshGate.Kubernetes.Manifests;

/// <summary>
/// The kustomizations: one for each directory, one of all (<c>kubectl apply -k config</c>, Kubernetes 1.30 and later), and an overlay that leaves
/// out what older servers lack.
/// </summary>
internal static class KustomizeManifests
{
    /// <summary>In the order of installation.</summary>
    private static readonly string[] Everything = ["namespaces", "crd", "rbac", "admission", "flowcontrol"];

    /// <summary>ValidatingAdmissionPolicy came with 1.30, flowcontrol v1 with 1.29.</summary>
    private static readonly string[] NotLegacy = ["admission", "flowcontrol"];

    /// <param name="files">The paths of all manifests.</param>
    public static IEnumerable<(string Path, JsonObject Kustomization)> Build(IReadOnlyCollection<string> files)
    {
        foreach (var directory in Everything)
        {
            yield return ($"{directory}/kustomization.yaml", Kustomization(
                files.Where(f => f.StartsWith(directory + "/", StringComparison.Ordinal)).Select(f => f[(directory.Length + 1)..])));
        }

        yield return ("kustomization.yaml", Kustomization(Everything));
        yield return ("overlays/legacy/kustomization.yaml", Kustomization(Everything.Except(NotLegacy).Select(d => $"../../{d}")));
    }

    private static JsonObject Kustomization(IEnumerable<string> resources) => new()
    {
        ["apiVersion"] = "kustomize.config.k8s.io/v1beta1",
        ["kind"] = "Kustomization",
        ["resources"] = new JsonArray([.. resources.Select(r => (JsonNode)r)]),
    };
}
