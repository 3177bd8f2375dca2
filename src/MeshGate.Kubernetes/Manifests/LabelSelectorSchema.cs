using System.Text.Json.Nodes;

namespace MeshGate.Kubernetes.Manifests;

/// <summary>The schema of Kubernetes' own label selector, with bounds.</summary>
internal static class LabelSelectorSchema
{
    private const int MaxTerms = 32;

    public static JsonObject Create() => new()
    {
        ["properties"] = new JsonObject
        {
            ["matchExpressions"] = new JsonObject
            {
                ["description"] = "Requirements that all must hold.",
                ["items"] = new JsonObject
                {
                    ["properties"] = new JsonObject
                    {
                        ["key"] = Text("The label.", 316),
                        ["operator"] = new JsonObject
                        {
                            ["description"] = "How label and values relate.",
                            ["enum"] = new JsonArray("In", "NotIn", "Exists", "DoesNotExist"),
                            ["type"] = "string",
                        },
                        ["values"] = new JsonObject
                        {
                            ["description"] = "The values, for In and NotIn.",
                            ["items"] = Text(null, 63),
                            ["maxItems"] = MaxTerms,
                            ["type"] = "array",
                            ["x-kubernetes-list-type"] = "atomic",
                        },
                    },
                    ["required"] = new JsonArray("key", "operator"),
                    ["type"] = "object",
                },
                ["maxItems"] = MaxTerms,
                ["type"] = "array",
                ["x-kubernetes-list-type"] = "atomic",
            },
            ["matchLabels"] = new JsonObject
            {
                ["additionalProperties"] = Text(null, 63),
                ["description"] = "Labels and the values they must have.",
                ["maxProperties"] = MaxTerms,
                ["type"] = "object",
            },
        },
        ["type"] = "object",
        ["x-kubernetes-map-type"] = "atomic",
    };

    private static JsonObject Text(string? description, int maxLength)
    {
        var schema = new JsonObject { ["maxLength"] = maxLength, ["type"] = "string" };
        return description is null ? schema : new JsonObject { ["description"] = description, ["maxLength"] = maxLength, ["type"] = "string" };
    }
}
