using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Rbac;

namespace MeshGate.Kubernetes.Manifests;

/// <summary>
/// The admission policies that make of "a daemon" "the daemon of this node": what roles cannot say. A daemon in the cluster is known by the
/// Node that its token is bound to, one outside by the name of its own service account.
/// </summary>
internal static class NodeIdentityManifests
{
    private const string Api = "admissionregistration.k8s.io/v1";
    private const string Tokens = MeshGateApi.DaemonAccount + "-tokens";

    public static IEnumerable<JsonObject> Build() =>
    [
        Policy(
            MeshGateApi.DaemonAccount,
            [
                Rule(MeshGateApi.Group, ["*/*"], "CREATE", "UPDATE", "DELETE"),
                Rule("coordination.k8s.io", ["leases"], "CREATE", "UPDATE", "DELETE"),
            ],
            ("is-a-node-daemon", $"has(request.userInfo.groups) && '{NodeDaemonPermissions.Group}' in request.userInfo.groups"),
            NodeIdentityRules.Variables,
            NodeIdentityRules.Writes),
        Binding(MeshGateApi.DaemonAccount),
        Policy(
            Tokens,
            [Rule(string.Empty, ["serviceaccounts/token"], "CREATE")],
            ("is-for-the-daemons-account", $"request.namespace == '{MeshGateApi.DefaultNamespace}' && request.name == '{MeshGateApi.DaemonAccount}'"),
            [],
            NodeIdentityRules.Tokens),
        Binding(Tokens),
    ];

    private static JsonObject Policy(
        string name,
        IEnumerable<JsonObject> rules,
        (string Name, string Expression) condition,
        IEnumerable<(string Name, string Expression)> variables,
        IEnumerable<(string Expression, string Message)> validations)
    {
        var spec = new JsonObject
        {
            ["failurePolicy"] = "Fail",
            ["matchConstraints"] = new JsonObject { ["resourceRules"] = new JsonArray([.. rules]) },
            ["matchConditions"] = new JsonArray(Named(condition)),
        };
        JsonNode[] named = [.. variables.Select(Named)];
        if (named.Length > 0)
        {
            spec["variables"] = new JsonArray(named);
        }

        spec["validations"] = new JsonArray([.. validations.Select(v => (JsonNode)new JsonObject
        {
            ["expression"] = v.Expression,
            ["messageExpression"] = v.Message,
            ["reason"] = "Forbidden",
        })]);
        return new JsonObject { ["apiVersion"] = Api, ["kind"] = "ValidatingAdmissionPolicy", ["metadata"] = new JsonObject { ["name"] = name }, ["spec"] = spec };
    }

    private static JsonObject Named((string Name, string Expression) what) => new() { ["name"] = what.Name, ["expression"] = what.Expression };

    private static JsonObject Rule(string group, string[] resources, params string[] operations) => new()
    {
        ["apiGroups"] = new JsonArray(group),
        ["apiVersions"] = new JsonArray("*"),
        ["operations"] = new JsonArray([.. operations.Select(o => (JsonNode)o)]),
        ["resources"] = new JsonArray([.. resources.Select(r => (JsonNode)r)]),
    };

    private static JsonObject Binding(string policy) => new()
    {
        ["apiVersion"] = Api,
        ["kind"] = "ValidatingAdmissionPolicyBinding",
        ["metadata"] = new JsonObject { ["name"] = policy },
        ["spec"] = new JsonObject { ["policyName"] = policy, ["validationActions"] = new JsonArray("Deny") },
    };
}
