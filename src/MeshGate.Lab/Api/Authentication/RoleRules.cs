using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Requests;
using MeshGate.Lab.Api.Resources;

namespace MeshGate.Lab.Api.Authentication;

/// <summary>What service accounts may do by the roles and bindings of manifests (rbac.authorization.k8s.io/v1), as an API server reads them.</summary>
public sealed class RoleRules
{
    private readonly IReadOnlyList<Grant> _grants;

    private RoleRules(IReadOnlyList<Grant> grants) => _grants = grants;

    /// <summary>Reads the roles and bindings of files and directories; other objects are left out.</summary>
    /// <exception cref="InvalidDataException">A file cannot be read as YAML or JSON.</exception>
    public static RoleRules Read(IEnumerable<string> paths)
    {
        JsonObject[] objects = [.. DefinitionFiles.ReadAll(paths)];
        var roles = objects.Where(item => item["kind"].Text() is "ClusterRole" or "Role").DistinctBy(Key).ToDictionary(Key, item => item["rules"] as JsonArray ?? []);
        return new RoleRules([.. objects.Where(item => item["kind"].Text() is "ClusterRoleBinding" or "RoleBinding").SelectMany(item => Grants(item, roles))]);
    }

    /// <summary>Whether a service account may do something.</summary>
    /// <param name="space">The account's namespace.</param>
    /// <param name="account">The account's name.</param>
    /// <param name="verb">Such as get, list, watch, create, update, patch, delete or deletecollection.</param>
    /// <param name="path">What it is about.</param>
    public bool Allow(string space, string account, string verb, RequestPath path) => _grants.Any(grant =>
        IsHeldBy(grant.Subject, space, account) && (grant.Namespace is null || grant.Namespace == path.Namespace) && Covers(grant.Rule, verb, path));

    private static bool IsHeldBy(JsonObject subject, string space, string account) => (subject["kind"].Text(), subject["name"].Text()) switch
    {
        ("ServiceAccount", var name) => name == account && subject["namespace"].Text() == space,
        ("User", var name) => name == $"system:serviceaccount:{space}:{account}",
        ("Group", "system:authenticated" or "system:serviceaccounts") => true,
        ("Group", var name) => name == $"system:serviceaccounts:{space}",
        _ => false,
    };

    private static bool Covers(JsonObject rule, string verb, RequestPath path)
    {
        string resource = path.Subresource is null ? path.Plural : $"{path.Plural}/{path.Subresource}";
        JsonArray names = rule["resourceNames"] as JsonArray ?? [];

        // What is created has no name yet as far as RBAC is concerned.
        return Has(rule, "verbs", verb) && Has(rule, "apiGroups", path.Group) && Has(rule, "resources", resource)
            && (names.Count == 0 || (verb != "create" && path.Name is not null && Has(rule, "resourceNames", path.Name)));
    }

    private static bool Has(JsonObject rule, string list, string wanted) =>
        (rule[list] as JsonArray ?? []).Any(item => item.Text() is { } text && (text == "*" || text == wanted));

    private static IEnumerable<Grant> Grants(JsonObject binding, Dictionary<(string?, string?, string?), JsonArray> roles)
    {
        string? space = binding["kind"].Text() == "RoleBinding" ? binding["metadata"].Map()?["namespace"].Text() : null;
        JsonObject reference = binding["roleRef"].Map() ?? [];
        string? kind = reference["kind"].Text();
        JsonArray rules = roles.GetValueOrDefault((kind, kind == "Role" ? space : null, reference["name"].Text())) ?? [];
        return
            from subject in (binding["subjects"] as JsonArray ?? []).OfType<JsonObject>()
            from rule in rules.OfType<JsonObject>()
            select new Grant(subject, space, rule);
    }

    private static (string?, string?, string?) Key(JsonObject role) => (
        role["kind"].Text(), role["kind"].Text() == "Role" ? role["metadata"].Map()?["namespace"].Text() : null, role["metadata"].Map()?["name"].Text());

    private sealed record Grant(JsonObject Subject, string? Namespace, JsonObject Rule);
}
