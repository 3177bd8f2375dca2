using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Rbac;

namespace MeshGate.Kubernetes.Manifests;

/// <summary>
/// The daemons' share of the API server (priority and fairness), so that a thousand that come at once delay neither the cluster's other
/// work nor each other's heartbeats.
/// </summary>
/// <remarks>
/// All daemons of the cluster have one user name and therefore are one flow of a distinguisher by user, beside one for each machine outside
/// the cluster. A flow may wait in <c>handSize</c> queues only; these are long, and heartbeats, which must not wait behind reports, have
/// a level of their own. What overflows is answered 429 with Retry-After, which the daemon heeds.
/// </remarks>
internal static class FlowControlManifests
{
    private const string Api = "flowcontrol.apiserver.k8s.io/v1";
    private const string Heartbeats = "meshgate-heartbeats";

    public static IEnumerable<JsonObject> Build() =>
    [
        Level(MeshGateApi.DaemonAccount, shares: 20, queueLength: 200),
        Level(Heartbeats, shares: 10, queueLength: 200),
        Schema(Heartbeats, precedence: 900, new JsonObject
        {
            ["apiGroups"] = new JsonArray("coordination.k8s.io"),
            ["resources"] = new JsonArray("leases"),
            ["verbs"] = new JsonArray("*"),
            ["namespaces"] = new JsonArray(MeshGateApi.DefaultNamespace),
        }),
        Schema(MeshGateApi.DaemonAccount, precedence: 1000, new JsonObject
        {
            ["apiGroups"] = new JsonArray(MeshGateApi.Group),
            ["resources"] = new JsonArray("*"),
            ["verbs"] = new JsonArray("*"),
            ["clusterScope"] = true,
        }),
    ];

    private static JsonObject Level(string name, int shares, int queueLength) => new()
    {
        ["apiVersion"] = Api,
        ["kind"] = "PriorityLevelConfiguration",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject
        {
            ["type"] = "Limited",
            ["limited"] = new JsonObject
            {
                ["nominalConcurrencyShares"] = shares,
                ["limitResponse"] = new JsonObject
                {
                    ["type"] = "Queue",
                    ["queuing"] = new JsonObject { ["queues"] = 32, ["handSize"] = 8, ["queueLengthLimit"] = queueLength },
                },
            },
        },
    };

    private static JsonObject Schema(string name, int precedence, JsonObject rule) => new()
    {
        ["apiVersion"] = Api,
        ["kind"] = "FlowSchema",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject
        {
            ["priorityLevelConfiguration"] = new JsonObject { ["name"] = name },
            ["matchingPrecedence"] = precedence,
            ["distinguisherMethod"] = new JsonObject { ["type"] = "ByUser" },
            ["rules"] = new JsonArray(new JsonObject
            {
                ["subjects"] = new JsonArray(new JsonObject { ["kind"] = "Group", ["group"] = new JsonObject { ["name"] = NodeDaemonPermissions.Group } }),
                ["resourceRules"] = new JsonArray(rule),
            }),
        },
    };
}
