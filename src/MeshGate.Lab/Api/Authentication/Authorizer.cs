using MeshGate.Kubernetes.Entities;
using MeshGate.Lab.Api.Requests;
using MeshGate.Lab.Api.Statuses;

namespace MeshGate.Lab.Api.Authentication;

/// <summary>Decides what a user may do with a resource.</summary>
/// <param name="roles">The roles of operator and daemons; null for rules of its own, which allow at least as much.</param>
public sealed class Authorizer(RoleRules? roles)
{
    private const string OperatorAccount = "meshgate-operator";
    private static readonly string[] Reads = ["get", "list", "watch"];

    /// <summary>Refuses what a user may not do.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="verb">Such as get, list, watch, create, update, patch, delete or deletecollection.</param>
    /// <param name="path">What it is about; when an object is created, with the name from the body.</param>
    /// <exception cref="ApiStatusException">The user may not (403).</exception>
    public void Authorize(ApiToken user, string verb, RequestPath path)
    {
        string? refusal = user.Role switch
        {
            ApiRole.Admin => null,
            ApiRole.Operator => (roles?.Allow(MeshGateApi.OperatorNamespace, OperatorAccount, verb, path) ?? OperatorMay(verb, path)) ? null : string.Empty,
            _ when roles?.Allow(MeshGateApi.DefaultNamespace, MeshGateApi.DaemonAccount, verb, path) == false => string.Empty,
            _ when roles is not null && Reads.Contains(verb) => null,
            _ => RefuseDaemon(user.NodeName!, verb, path),
        };
        if (refusal is null)
        {
            return;
        }

        string qualified = path.Group.Length == 0 ? path.Plural : $"{path.Plural}.{path.Group}";
        string what = path.Subresource is null ? path.Plural : $"{path.Plural}/{path.Subresource}";
        string where = path.Namespace is null ? "at the cluster scope" : $"in the namespace \"{path.Namespace}\"";
        string which = path.Name is null || verb == "create" ? string.Empty : $" \"{path.Name}\"";
        throw Refusal.Forbidden(
            $"{qualified}{which} is forbidden: User \"{user.User}\" cannot {verb} resource \"{what}\" in API group \"{path.Group}\" {where}{refusal}",
            new StatusDetails { Name = path.Name, Group = path.Group, Kind = path.Plural });
    }

    private static bool OperatorMay(string verb, RequestPath path) => (path.Group, path.Plural) switch
    {
        ("meshgate.io", _) => true,
        ("coordination.k8s.io", "leases") => true,
        ("", "events") => true,
        ("", "nodes" or "secrets" or "configmaps" or "namespaces") => Reads.Contains(verb),
        ("apiextensions.k8s.io", "customresourcedefinitions") => Reads.Contains(verb),
        _ => false,
    };

    private static string? RefuseDaemon(string node, string verb, RequestPath path)
    {
        bool isOwn = path.Name == node;
        switch (path.Group, path.Plural, path.Subresource)
        {
            case ("meshgate.io", "meshnodes", null) when Reads.Contains(verb):
            case ("meshgate.io", "meshnodes", "status") when isOwn && verb is ("get" or "update" or "patch"):
            case ("coordination.k8s.io", "leases", null) when isOwn && verb is ("get" or "create" or "update" or "patch"):
                return null;
            case ("meshgate.io", "meshnodes", "status") or ("coordination.k8s.io", "leases", null):
                return $": the token is bound to node \"{node}\"";
            default:
                return string.Empty;
        }
    }
}
