using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Schema;

namespace MeshGate.Lab.Api.Objects;

/// <summary>A kind with nothing particular to it.</summary>
public sealed class PlainRules : IObjectRules
{
    private PlainRules()
    {
    }

    /// <summary>The only instance.</summary>
    public static PlainRules Instance { get; } = new();

    /// <inheritdoc/>
    public void Prepare(JsonObject value, JsonObject? previous)
    {
    }

    /// <inheritdoc/>
    public IEnumerable<FieldError> Validate(JsonObject value, JsonObject? previous) => [];
}
