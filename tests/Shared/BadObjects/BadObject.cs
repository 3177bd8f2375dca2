using System.Text.Json.Nodes;

namespace MeshGate.Tests.BadObjects;

/// <summary>One entry of the table; README.md beside the table says what its members mean.</summary>
internal sealed record BadObject(string Kind, string Name, Remark Expect, string Field, string? Message, string? Reason, JsonNode? Spec, JsonNode? Status, JsonNode? Was, JsonNode? Fixed)
{
    /// <summary>The field without positions in lists, as old API servers name it.</summary>
    public string FieldWithoutPositions => string.Concat(Field.Split('[').Select((part, i) => i == 0 ? part : part[(part.IndexOf(']', StringComparison.Ordinal) + 1)..]));

    /// <summary>The object as it is posted.</summary>
    public string Json(JsonNode? spec) => TableReader.Json(Kind, Name, spec);

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Name}";
}
