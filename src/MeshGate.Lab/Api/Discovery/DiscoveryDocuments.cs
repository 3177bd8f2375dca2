using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Resources;

namespace MeshGate.Lab.Api.Discovery;

/// <summary>The documents by which clients learn what is served.</summary>
public static class DiscoveryDocuments
{
    private static readonly string[] ReadVerbs = ["get", "list", "watch"];

    private static readonly string[] Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    /// <summary>The server's version.</summary>
    public static JsonObject Version() => new()
    {
        ["major"] = "1",
        ["minor"] = "30",
        ["gitVersion"] = "v1.30.0+meshgate",
        ["gitCommit"] = string.Empty,
        ["gitTreeState"] = "clean",
        ["buildDate"] = "1970-01-01T00:00:00Z",
        ["goVersion"] = string.Empty,
        ["compiler"] = string.Empty,
        ["platform"] = "linux/amd64",
    };

    /// <summary>Where everything is.</summary>
    public static JsonObject Paths(IEnumerable<ServedResource> resources)
    {
        IEnumerable<string> versions = resources.Select(resource => resource.Group.Length == 0 ? "/api/v1" : $"/apis/{resource.GroupVersion}").Distinct().Order(StringComparer.Ordinal);
        string[] paths = [.. versions, "/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version"];
        return new JsonObject { ["paths"] = new JsonArray([.. paths.Select(path => (JsonNode)path)]) };
    }

    /// <summary>The versions of the core group.</summary>
    public static JsonObject CoreVersions(string host) => new()
    {
        ["kind"] = "APIVersions",
        ["apiVersion"] = "v1",
        ["versions"] = new JsonArray("v1"),
        ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = host }),
    };

    /// <summary>Every group but the core group.</summary>
    public static JsonObject Groups(IEnumerable<ServedResource> resources)
    {
        ServedResource[] all = [.. resources];
        IEnumerable<JsonNode> groups = all.Select(resource => resource.Group).Where(group => group.Length > 0).Distinct().Select(group => (JsonNode)GroupBody(all, group));
        return new JsonObject { ["kind"] = "APIGroupList", ["apiVersion"] = "v1", ["groups"] = new JsonArray([.. groups]) };
    }

    /// <summary>One group; null if there is none of this name.</summary>
    public static JsonObject? Group(IEnumerable<ServedResource> resources, string group)
    {
        ServedResource[] members = [.. resources.Where(resource => resource.Group == group && group.Length > 0)];
        if (members.Length == 0)
        {
            return null;
        }

        JsonObject body = GroupBody(members, group);
        body["kind"] = "APIGroup";
        body["apiVersion"] = "v1";
        return body;
    }

    /// <summary>The resources of one version; null if there are none.</summary>
    public static JsonObject? Resources(IEnumerable<ServedResource> resources, string group, string version)
    {
        ServedResource[] members = [.. resources.Where(resource => resource.Group == group && resource.Version == version)];
        if (members.Length == 0)
        {
            return null;
        }

        var list = new JsonArray();
        foreach (ServedResource resource in members)
        {
            list.Add((JsonNode)Resource(resource));
            if (resource.HasStatus)
            {
                list.Add((JsonNode)Status(resource));
            }
        }

        return new JsonObject { ["kind"] = "APIResourceList", ["apiVersion"] = "v1", ["groupVersion"] = members[0].GroupVersion, ["resources"] = list };
    }

    private static JsonObject GroupBody(IEnumerable<ServedResource> resources, string group)
    {
        string[] versions = [.. resources.Where(resource => resource.Group == group).Select(resource => resource.Version).Distinct().OrderDescending(VersionOrder.Instance)];
        return new JsonObject
        {
            ["name"] = group,
            ["versions"] = new JsonArray([.. versions.Select(version => (JsonNode)GroupVersion(group, version))]),
            ["preferredVersion"] = GroupVersion(group, versions[0]),
        };
    }

    private static JsonObject GroupVersion(string group, string version) => new() { ["groupVersion"] = $"{group}/{version}", ["version"] = version };

    private static JsonObject Resource(ServedResource resource)
    {
        var body = new JsonObject
        {
            ["name"] = resource.Plural,
            ["singularName"] = resource.Singular,
            ["namespaced"] = resource.IsNamespaced,
            ["kind"] = resource.Kind,
            ["verbs"] = Texts(resource.IsReadOnly ? ReadVerbs : Verbs),
        };
        if (resource.ShortNames.Length > 0)
        {
            body["shortNames"] = Texts(resource.ShortNames);
        }

        if (resource.Categories.Length > 0)
        {
            body["categories"] = Texts(resource.Categories);
        }

        return body;
    }

    private static JsonObject Status(ServedResource resource) => new()
    {
        ["name"] = $"{resource.Plural}/status",
        ["singularName"] = string.Empty,
        ["namespaced"] = resource.IsNamespaced,
        ["kind"] = resource.Kind,
        ["verbs"] = Texts(["get", "patch", "update"]),
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
