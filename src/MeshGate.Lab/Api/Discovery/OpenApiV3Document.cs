using System.Security.Cryptography;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Resources;

namespace MeshGate.Lab.Api.Discovery;

/// <summary>OpenAPI v3 documents: enough for <c>kubectl explain</c>, and for clients to see that the server checks fields itself.</summary>
public static class OpenApiV3Document
{
    private const string Schemas = "#/components/schemas/";

    /// <summary>The index of the documents, one for each group and version.</summary>
    public static JsonObject Index(IEnumerable<ServedResource> resources)
    {
        ServedResource[] all = [.. resources];
        var paths = new JsonObject();
        foreach (ServedResource resource in all.DistinctBy(resource => resource.GroupVersion))
        {
            string root = Root(resource);
            string hash = Convert.ToHexString(SHA256.HashData(JsonTree.ToUtf8(Create(all, resource.Group, resource.Version))));
            paths[root] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{root}?hash={hash}" };
        }

        return new JsonObject { ["paths"] = paths };
    }

    /// <summary>The document of one group and version; null if nothing of it is served.</summary>
    public static JsonObject? Create(IEnumerable<ServedResource> resources, string group, string version)
    {
        ServedResource[] members = [.. resources.Where(resource => resource.Group == group && resource.Version == version)];
        if (members.Length == 0)
        {
            return null;
        }

        var paths = new JsonObject();
        var schemas = new JsonObject { [OpenApiNames.ObjectMeta] = OpenApiSchemas.ObjectMeta() };
        foreach (ServedResource resource in members)
        {
            schemas[OpenApiNames.Schema(resource)] = OpenApiSchemas.Create(resource, Schemas + OpenApiNames.ObjectMeta);
            string collection = $"/{Root(resource)}/{(resource.IsNamespaced ? "namespaces/{namespace}/" : string.Empty)}{resource.Plural}";
            paths[collection] = OpenApiPaths.Collection(resource, Schemas + OpenApiNames.Schema(resource));
            paths[$"{collection}/{{name}}"] = OpenApiPaths.Item(resource, Schemas + OpenApiNames.Schema(resource));
            if (resource.HasStatus)
            {
                paths[$"{collection}/{{name}}/status"] = OpenApiPaths.Item(resource, Schemas + OpenApiNames.Schema(resource));
            }
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "v1.30.0+meshgate" },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas },
        };
    }

    private static string Root(ServedResource resource) => resource.Group.Length == 0 ? $"api/{resource.Version}" : $"apis/{resource.GroupVersion}";
}
