using System.Text.Json.Nodes;

namespace MeshGate.Lab.Api.Resources;

/// <summary>One column of a table.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Type">OpenAPI type: string, integer, number, boolean or date.</param>
/// <param name="JsonPath">Where its value stands in the object.</param>
/// <param name="Format">OpenAPI format, or empty.</param>
/// <param name="Description">For people.</param>
/// <param name="Priority">0 for a normal column, above for wide output only.</param>
public sealed record PrinterColumn(string Name, string Type, string JsonPath, string Format = "", string Description = "", int Priority = 0)
{
    /// <summary>Reads the cell where a path alone cannot; null to follow <see cref="JsonPath"/>.</summary>
    public Func<JsonObject, DateTimeOffset, JsonNode?>? Cell { get; init; }
}
