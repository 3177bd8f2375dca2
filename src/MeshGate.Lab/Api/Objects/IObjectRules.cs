using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Schema;

namespace MeshGate.Lab.Api.Objects;

/// <summary>What is particular to one kind of object: values the server fills in, and values it refuses.</summary>
public interface IObjectRules
{
    /// <summary>Fills in what a client leaves out.</summary>
    /// <param name="value">The object, after its metadata was made.</param>
    /// <param name="previous">The object as it was, or null when it is created.</param>
    void Prepare(JsonObject value, JsonObject? previous);

    /// <summary>Names each field that is refused.</summary>
    /// <param name="value">The object as it would be stored.</param>
    /// <param name="previous">The object as it was, or null when it is created.</param>
    IEnumerable<FieldError> Validate(JsonObject value, JsonObject? previous);
}
