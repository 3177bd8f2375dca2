using System.Text.Json.Nodes;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;

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
                        ["key"] = Text("The label.", 316, SchemaPatterns.LabelKey, 1),
                        ["operator"] = new JsonObject
                        {
                            ["description"] = "How label and values relate.",
                            ["enum"] = new JsonArray("In", "NotIn", "Exists", "DoesNotExist"),
                            ["type"] = "string",
                        },
                        ["values"] = new JsonObject
                        {
                            ["description"] = "The values, for In and NotIn.",
                            ["items"] = Text(null, 63, SchemaPatterns.LabelValueOrNone),
                            ["maxItems"] = MaxTerms,
                            ["type"] = "array",
                            ["x-kubernetes-list-type"] = "atomic",
                        },
                    },
                    ["required"] = new JsonArray("key", "operator"),
                    ["type"] = "object",
                    ["x-kubernetes-validations"] = new JsonArray(new JsonObject
                    {
                        ["message"] = PolicyRules.SelectorValues,
                        ["rule"] = "(self.operator in ['In', 'NotIn']) == (has(self.values) && size(self.values) > 0)",
                    }),
                },
                ["maxItems"] = MaxTerms,
                ["type"] = "array",
                ["x-kubernetes-list-type"] = "atomic",
            },
            ["matchLabels"] = new JsonObject
            {
                ["additionalProperties"] = Text(null, 63, SchemaPatterns.LabelValueOrNone),
                ["description"] = "Labels and the values they must have.",
                ["maxProperties"] = MaxTerms,
                ["type"] = "object",
            },
        },
        ["type"] = "object",
        ["x-kubernetes-map-type"] = "atomic",
    };

    private static JsonObject Text(string? description, int maxLength, string pattern, int minLength = 0)
    {
        var schema = new JsonObject();
        if (description is not null)
        {
            schema["description"] = description;
        }

        schema["maxLength"] = maxLength;
        if (minLength > 0)
        {
            schema["minLength"] = minLength;
        }

        schema["pattern"] = pattern;
        schema["type"] = "string";
        return schema;
    }
}
