using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Resources;

namespace MeshGate.Lab.Api.Discovery;

/// <summary>The operations of OpenAPI v3 documents.</summary>
public static class OpenApiPaths
{
    /// <summary>The operations on all objects of a resource.</summary>
    public static JsonObject Collection(ServedResource resource, string schema)
    {
        var path = new JsonObject { ["get"] = Operation(resource, "list", schema, []) };
        if (!resource.IsReadOnly)
        {
            path["post"] = Operation(resource, "post", schema, ["application/json"]);
        }

        return path;
    }

    /// <summary>The operations on one object.</summary>
    public static JsonObject Item(ServedResource resource, string schema)
    {
        var path = new JsonObject { ["get"] = Operation(resource, "get", schema, []) };
        if (!resource.IsReadOnly)
        {
            path["put"] = Operation(resource, "put", schema, ["application/json"]);

            // Strategic merge patch is taken but not announced: clients that see it announced want merge keys in the schema too.
            path["patch"] = Operation(resource, "patch", schema, ["application/json-patch+json", "application/merge-patch+json"]);
            path["delete"] = Operation(resource, "delete", schema, []);
        }

        return path;
    }

    private static JsonObject Operation(ServedResource resource, string action, string schema, string[] bodyTypes)
    {
        var operation = new JsonObject
        {
            ["description"] = $"{action} {resource.Kind}",
            ["operationId"] = $"{action}{resource.Version}{resource.Kind}",
            ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK", ["content"] = Content(["application/json"], schema) } },
            ["x-kubernetes-action"] = action,
            ["x-kubernetes-group-version-kind"] = OpenApiNames.Kind(resource),
        };
        if (bodyTypes.Length > 0)
        {
            operation["parameters"] = new JsonArray(Parameter("dryRun"), Parameter("fieldManager"), Parameter("fieldValidation"));
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(bodyTypes, schema) };
        }

        return operation;
    }

    private static JsonObject Parameter(string name) =>
        new() { ["name"] = name, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "string", ["uniqueItems"] = true } };

    private static JsonObject Content(string[] types, string schema)
    {
        var content = new JsonObject();
        foreach (string type in types)
        {
            content[type] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = schema } };
        }

        return content;
    }
}
