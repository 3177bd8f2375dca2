using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Resources;

namespace MeshGate.Lab.Api.Tables;

/// <summary>Reads the cells of one column.</summary>
public sealed class ColumnReader
{
    private readonly PrinterColumn _column;
    private readonly JsonPathExpression? _path;

    /// <summary>Makes a reader; a path that cannot be read leaves its cells empty.</summary>
    public ColumnReader(PrinterColumn column)
    {
        _column = column;
        _path = JsonPathExpression.TryParse(column.JsonPath);
    }

    /// <summary>The cell of an object, or null if it has none.</summary>
    public JsonNode? Read(JsonObject value, DateTimeOffset now)
    {
        if (_column.Cell is not null)
        {
            return _column.Cell(value, now);
        }

        JsonNode? found = _path?.Find(value).FirstOrDefault();
        if (found is null)
        {
            return null;
        }

        return _column.Type switch
        {
            "string" => found.KindOf() == JsonValueKind.String ? found.Text() : JsonTree.ToText(found),
            "date" => Age(found.Text(), now),
            "integer" => found.Number() is { } number ? (long)number : null,
            "number" => found.Number(),
            "boolean" => found.KindOf() is JsonValueKind.True or JsonValueKind.False ? found.IsTrue() : null,
            _ => null,
        };
    }

    /// <summary>How long ago a time was.</summary>
    public static string Age(string? time, DateTimeOffset now) =>
        DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset then)
            ? HumanDuration.Format(now - then)
            : "<unknown>";
}
