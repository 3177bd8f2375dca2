using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Resources;

namespace MeshGate.Lab.Api.Tables;

/// <summary>Renders objects as a Table (meta.k8s.io/v1), as kubectl prints them.</summary>
public sealed class TableRenderer
{
    private static readonly PrinterColumn Name = new("Name", "string", ".metadata.name", "name", "Name must be unique within a namespace.");

    private readonly ImmutableArray<PrinterColumn> _columns;
    private readonly ImmutableArray<ColumnReader> _readers;
    private readonly string _includeObject;

    /// <summary>Makes a renderer.</summary>
    /// <param name="resource">What is rendered.</param>
    /// <param name="includeObject">What each row carries: None, Metadata or Object.</param>
    public TableRenderer(ServedResource resource, string? includeObject)
    {
        _columns = resource.IsNamedLast ? resource.Columns : [Name, .. resource.Columns];
        _readers = [.. _columns.Select(column => new ColumnReader(column))];
        _includeObject = includeObject ?? "Metadata";
    }

    /// <summary>Renders a table.</summary>
    /// <param name="objects">One for each row.</param>
    /// <param name="metadata">The table's metadata.</param>
    /// <param name="now">What ages are counted from.</param>
    /// <param name="withColumns">Whether the columns are described; a watch does so once.</param>
    public JsonObject Render(IEnumerable<JsonObject> objects, JsonObject metadata, DateTimeOffset now, bool withColumns = true)
    {
        var rows = new JsonArray();
        foreach (JsonObject value in objects)
        {
            rows.Add((JsonNode)Row(value, now));
        }

        JsonArray? definitions = withColumns ? new JsonArray([.. _columns.Select(Definition)]) : null;
        return new JsonObject
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = metadata,
            ["columnDefinitions"] = definitions,
            ["rows"] = rows,
        };
    }

    private static JsonNode Definition(PrinterColumn column) => new JsonObject
    {
        ["name"] = column.Name,
        ["type"] = column.Type,
        ["format"] = column.Format,
        ["description"] = column.Description,
        ["priority"] = (long)column.Priority,
    };

    private JsonObject Row(JsonObject value, DateTimeOffset now)
    {
        var row = new JsonObject { ["cells"] = new JsonArray([.. _readers.Select(reader => reader.Read(value, now))]) };
        if (_includeObject == "Object")
        {
            row["object"] = value;
        }
        else if (_includeObject != "None")
        {
            row["object"] = new JsonObject
            {
                ["kind"] = "PartialObjectMetadata",
                ["apiVersion"] = "meta.k8s.io/v1",
                ["metadata"] = value.Metadata().DeepClone(),
            };
        }

        return row;
    }
}
