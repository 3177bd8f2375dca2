using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Schema;

namespace MeshGate.Lab.Api.Objects;

/// <summary>Namespaces: a phase, and the label that bears their name.</summary>
public sealed class NamespaceRules : IHeldObjectRules
{
    /// <inheritdoc/>
    public void Prepare(JsonObject value, JsonObject? previous)
    {
        JsonObject metadata = value.Metadata();
        if (metadata["labels"] is not JsonObject labels)
        {
            labels = [];
            metadata["labels"] = labels;
        }

        labels["kubernetes.io/metadata.name"] = metadata["name"].Text();
        if (previous is null)
        {
            value["spec"] = new JsonObject { ["finalizers"] = new JsonArray("kubernetes") };
            value["status"] = new JsonObject { ["phase"] = "Active" };
        }
    }

    /// <inheritdoc/>
    public IEnumerable<FieldError> Validate(JsonObject value, JsonObject? previous) => [];
}
