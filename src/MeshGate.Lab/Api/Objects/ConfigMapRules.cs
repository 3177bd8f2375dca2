using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Schema;

namespace MeshGate.Lab.Api.Objects;

/// <summary>ConfigMaps: <c>data</c> maps names to text.</summary>
public sealed class ConfigMapRules : IObjectRules
{
    /// <inheritdoc/>
    public void Prepare(JsonObject value, JsonObject? previous)
    {
    }

    /// <inheritdoc/>
    public IEnumerable<FieldError> Validate(JsonObject value, JsonObject? previous)
    {
        foreach ((string name, JsonNode? item) in value["data"].Map() ?? [])
        {
            if (item.Text() is null)
            {
                yield return FieldError.Invalid($"data[{name}]", item, "must be a string");
            }
        }

        if (previous?["immutable"].IsTrue() == true && !JsonNode.DeepEquals(previous["data"], value["data"]))
        {
            yield return FieldError.Forbidden("data", "field is immutable when `immutable` is set");
        }
    }
}
