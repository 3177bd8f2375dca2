using System.Globalization;
using System.Text.Json.Nodes;
using MeshGate.Lab.Cluster;

namespace MeshGate.Lab.Expectations;

/// <summary>What a field's value is held to.</summary>
public sealed record FieldComparison(string Description, Func<JsonNode?, bool> Holds)
{
    /// <summary>A value as a number, where it is one.</summary>
    public static double? Number(JsonNode? value) =>
        double.TryParse(FieldPath.Text(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
