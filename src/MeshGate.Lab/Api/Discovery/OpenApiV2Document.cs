using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Resources;

namespace MeshGate.Lab.Api.Discovery;

/// <summary>A small OpenAPI v2 document, for clients that know no other.</summary>
public static class OpenApiV2Document
{
    /// <summary>The definitions of every kind.</summary>
    public static JsonObject Create(IEnumerable<ServedResource> resources)
    {
        var definitions = new JsonObject { [OpenApiNames.ObjectMeta] = OpenApiSchemas.ObjectMeta() };
        foreach (ServedResource resource in resources)
        {
            definitions[OpenApiNames.Schema(resource)] = OpenApiSchemas.Create(resource, "#/definitions/" + OpenApiNames.ObjectMeta);
        }

        return new JsonObject
        {
            ["swagger"] = "2.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "v1.30.0+meshgate" },
            ["paths"] = new JsonObject(),
            ["definitions"] = definitions,
        };
    }
}
