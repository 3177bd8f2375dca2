using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Schema;

namespace MeshGate.Lab.Api.Objects;

/// <summary>Events of the core group: they live in the namespace of the object they are about.</summary>
public sealed class EventRules : IObjectRules
{
    /// <inheritdoc/>
    public void Prepare(JsonObject value, JsonObject? previous)
    {
    }

    /// <inheritdoc/>
    public IEnumerable<FieldError> Validate(JsonObject value, JsonObject? previous)
    {
        if (value["involvedObject"].Map() is not { } involved)
        {
            yield return FieldError.Required("involvedObject");
            yield break;
        }

        string own = value.Metadata()["namespace"].Text() ?? string.Empty;
        string other = involved["namespace"].Text() ?? string.Empty;

        // Events about cluster-scoped objects live in the default namespace.
        if (other != own && !(other.Length == 0 && own == "default"))
        {
            yield return FieldError.Invalid("involvedObject.namespace", other, "does not match event.namespace");
        }

        if (value["type"].Text() is { Length: > 0 } type && type is not ("Normal" or "Warning"))
        {
            yield return FieldError.NotSupported("type", type, ["Normal", "Warning"]);
        }
    }
}
