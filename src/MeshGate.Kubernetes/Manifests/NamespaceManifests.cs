using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Kubernetes.Manifests;

/// <summary>
/// Two namespaces, because the daemon needs the host's network, which no standard but "privileged" allows, and the operator needs nothing.
/// </summary>
internal static class NamespaceManifests
{
    public static IEnumerable<JsonObject> Build() =>
    [
        Namespace(MeshGateApi.DefaultNamespace, "privileged"),
        Namespace(MeshGateApi.OperatorNamespace, "restricted"),
    ];

    private static JsonObject Namespace(string name, string standard) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Namespace",
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject
            {
                ["app.kubernetes.io/part-of"] = "meshgate",
                ["pod-security.kubernetes.io/enforce"] = standard,
                ["pod-security.kubernetes.io/warn"] = standard,
            },
        },
    };
}
