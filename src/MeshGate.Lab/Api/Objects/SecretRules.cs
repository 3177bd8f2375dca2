using System.Text;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Schema;
using MeshGate.Lab.Api.Statuses;

namespace MeshGate.Lab.Api.Objects;

/// <summary>Secrets: <c>stringData</c> moves into <c>data</c>, which is base64; the type never changes.</summary>
public sealed class SecretRules : IObjectRules
{
    /// <inheritdoc/>
    public void Prepare(JsonObject value, JsonObject? previous)
    {
        // The value itself is never repeated: answers end up in logs.
        if (value["data"].Map()?.FirstOrDefault(item => item.Value.Text() is not { } text || !TextFormats.Holds("byte", text)) is { Key: { } wrong })
        {
            throw Refusal.BadRequest($"Secret in version \"v1\" cannot be handled as a Secret: data[{wrong}]: must be base64");
        }

        if (value["stringData"].Map() is { } plain)
        {
            if (value["data"] is not JsonObject data)
            {
                data = [];
                value["data"] = data;
            }

            foreach ((string name, JsonNode? text) in plain)
            {
                data[name] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text.Text() ?? string.Empty));
            }

            value.Remove("stringData");
        }

        if (value["type"].Text() is not { Length: > 0 })
        {
            value["type"] = "Opaque";
        }
    }

    /// <inheritdoc/>
    public IEnumerable<FieldError> Validate(JsonObject value, JsonObject? previous)
    {
        if (previous is not null && previous["type"].Text() != value["type"].Text())
        {
            yield return FieldError.Invalid("type", value["type"], "field is immutable");
        }

        if (previous?["immutable"].IsTrue() == true && !JsonNode.DeepEquals(previous["data"], value["data"]))
        {
            yield return FieldError.Forbidden("data", "field is immutable when `immutable` is set");
        }
    }
}
