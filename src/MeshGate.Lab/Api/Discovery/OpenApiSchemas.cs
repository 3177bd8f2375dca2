using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Resources;

namespace MeshGate.Lab.Api.Discovery;

/// <summary>The schemas that OpenAPI documents hold.</summary>
public static class OpenApiSchemas
{
    /// <summary>The schema of a kind: for custom resources what their definition says, otherwise that anything goes.</summary>
    /// <param name="resource">The kind.</param>
    /// <param name="metadataReference">Where the schema of metadata stands in the document.</param>
    public static JsonObject Create(ServedResource resource, string metadataReference)
    {
        JsonObject schema = resource.SchemaJson is null
            ? new JsonObject { ["type"] = "object", ["description"] = $"{resource.Kind}, checked lightly and stored as it is sent.", ["x-kubernetes-preserve-unknown-fields"] = true }
            : JsonTree.ParseObject(resource.SchemaJson);
        if (schema["properties"] is not JsonObject properties)
        {
            properties = [];
            schema["properties"] = properties;
        }

        properties["apiVersion"] = Text("APIVersion defines the versioned schema of this representation of an object.");
        properties["kind"] = Text("Kind is a string value representing the REST resource this object represents.");

        // A bare reference: beside one, OpenAPI ignores everything else.
        properties["metadata"] = new JsonObject
        {
            ["description"] = "Standard object's metadata.",
            ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = metadataReference }),
        };
        schema["x-kubernetes-group-version-kind"] = new JsonArray(OpenApiNames.Kind(resource));
        return schema;
    }

    /// <summary>The schema of metadata.</summary>
    public static JsonObject ObjectMeta() => new()
    {
        ["type"] = "object",
        ["description"] = "ObjectMeta is metadata that all persisted resources must have.",
        ["properties"] = new JsonObject
        {
            ["name"] = Text("The name, unique within a namespace."),
            ["generateName"] = Text("A prefix from which the server makes a unique name."),
            ["namespace"] = Text("The namespace."),
            ["uid"] = Text("Unique in time and space; set by the server."),
            ["resourceVersion"] = Text("An opaque value that changes with every write."),
            ["generation"] = new JsonObject { ["type"] = "integer", ["format"] = "int64", ["description"] = "Counts changes of the desired state." },
            ["creationTimestamp"] = Time("When the object was created."),
            ["deletionTimestamp"] = Time("When deletion was asked for."),
            ["labels"] = Texts("Keys and values by which objects are selected."),
            ["annotations"] = Texts("Keys and values for tools."),
            ["finalizers"] = new JsonObject
            {
                ["type"] = "array",
                ["items"] = new JsonObject { ["type"] = "string" },
                ["description"] = "Must be empty before the object goes.",
            },
            ["ownerReferences"] = new JsonObject
            {
                ["type"] = "array",
                ["items"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = true },
                ["description"] = "The objects it depends on.",
            },
        },
    };

    private static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };

    private static JsonObject Time(string description) => new() { ["type"] = "string", ["format"] = "date-time", ["description"] = description };

    private static JsonObject Texts(string description) =>
        new() { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "string" }, ["description"] = description };
}
