using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Nodes;
using k8s.Models;
using MeshGate.Kubernetes.Rbac;

namespace MeshGate.Kubernetes.Manifests;

/// <summary>The service account, roles and bindings of one account.</summary>
[RequiresUnreferencedCode("Reads attributes by reflection.")]
internal static class RbacManifests
{
    private const string Api = "rbac.authorization.k8s.io";

    public static IEnumerable<JsonObject> Build(RbacAccount account)
    {
        var inNamespaces = account.OtherNamespaces.Append(KeyValuePair.Create(account.Namespace, account.NamespaceCarriers)).OrderBy(n => n.Key, StringComparer.Ordinal);
        return
        [
            Document("v1", "ServiceAccount", account.Name, account.Namespace),
            .. Role(account, "ClusterRole", null, account.ClusterCarriers),
            .. inNamespaces.SelectMany(n => Role(account, "Role", n.Key, n.Value)),
        ];
    }

    private static IEnumerable<JsonObject> Role(RbacAccount account, string kind, string? @namespace, IEnumerable<Type> carriers)
    {
        var rules = Rules(carriers);
        if (rules.Count == 0)
        {
            return [];
        }

        var role = Document($"{Api}/v1", kind, account.Name, @namespace);
        role["rules"] = rules;
        var binding = Document($"{Api}/v1", kind + "Binding", account.Name, @namespace);
        binding["roleRef"] = new JsonObject { ["apiGroup"] = Api, ["kind"] = kind, ["name"] = account.Name };
        binding["subjects"] = new JsonArray(account.Group is { } group
            ? new JsonObject { ["apiGroup"] = Api, ["kind"] = "Group", ["name"] = group }
            : new JsonObject { ["kind"] = "ServiceAccount", ["name"] = account.Name, ["namespace"] = account.Namespace });
        return [role, binding];
    }

    private static JsonObject Document(string apiVersion, string kind, string name, string? @namespace)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (@namespace is not null)
        {
            metadata["namespace"] = @namespace;
        }

        return new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind, ["metadata"] = metadata };
    }

    /// <summary>One rule for each group and set of verbs, all in ordinal order.</summary>
    private static JsonArray Rules(IEnumerable<Type> carriers)
    {
        var verbs = new SortedDictionary<(string Group, string Resource), RbacVerb>();
        foreach (var carrier in carriers)
        {
            foreach (var (group, resource, allowed) in Grants(carrier))
            {
                verbs[(group, resource)] = verbs.GetValueOrDefault((group, resource)) | allowed;
            }
        }

        var rules = new JsonArray();
        foreach (var rule in verbs.GroupBy(g => (g.Key.Group, Verbs: g.Value)).OrderBy(g => g.Key.Group, StringComparer.Ordinal).ThenBy(g => g.First().Key.Resource, StringComparer.Ordinal))
        {
            rules.Add((JsonNode)new JsonObject
            {
                ["apiGroups"] = new JsonArray(rule.Key.Group),
                ["resources"] = new JsonArray([.. rule.Select(r => (JsonNode)r.Key.Resource)]),
                ["verbs"] = new JsonArray([.. Names(rule.Key.Verbs)]),
            });
        }

        return rules;
    }

    private static IEnumerable<(string Group, string Resource, RbacVerb Verbs)> Grants(Type carrier)
    {
        foreach (var attribute in carrier.GetCustomAttributes<EntityRbacAttribute>())
        {
            foreach (var type in attribute.Entities)
            {
                var entity = type.GetCustomAttribute<KubernetesEntityAttribute>()
                    ?? throw new InvalidOperationException($"{type.Name}, named by {carrier.Name}, has no [KubernetesEntity]");
                yield return (entity.Group ?? string.Empty, entity.PluralName, attribute.Verbs);
            }
        }

        foreach (var attribute in carrier.GetCustomAttributes<GenericRbacAttribute>())
        {
            foreach (var group in attribute.Groups)
            {
                foreach (var resource in attribute.Resources)
                {
                    yield return (group, resource, attribute.Verbs);
                }
            }
        }
    }

    private static IEnumerable<JsonNode> Names(RbacVerb verbs)
        => Enum.GetValues<RbacVerb>()
            .Where(v => v is not (RbacVerb.None or RbacVerb.AllExplicit) && verbs.HasFlag(v))
            .Select(v => v.ToString().ToLowerInvariant())
            .Order(StringComparer.Ordinal)
            .Select(v => (JsonNode)v);
}
