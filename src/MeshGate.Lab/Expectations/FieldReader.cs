using MeshGate.Lab.Cluster;
using MeshGate.Lab.Scenarios;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Expectations;

/// <summary>Reads <c>field</c>.</summary>
internal static class FieldReader
{
    private static readonly string[] Comparisons = ["equals", "notEquals", "matches", "exists", "min", "max", "count"];

    internal static FieldExpectation Read(YamlNode node)
    {
        var reader = new MappingReader(node, "'field'", ["apiVersion", "kind", "namespace", "name", "path", .. Comparisons]);
        var given = Comparisons.Where(reader.Has).ToArray();
        if (given.Length != 1)
        {
            throw ScenarioException.At(node, $"'field' needs exactly one of {string.Join(", ", Comparisons)}");
        }

        var pathNode = reader.Require("path");
        if (!FieldPath.TryParse(YamlScalars.Text(pathNode, "'path'"), out var path))
        {
            throw ScenarioException.At(
                pathNode, "'path' must look like status.conditions[type=Ready].reason: names with dots, [0], [key=value]");
        }

        return new FieldExpectation(
            reader.OptionalText("apiVersion"), reader.Text("kind"), reader.OptionalText("namespace"), reader.Text("name"), path,
            Comparison(given[0], reader));
    }

    private static FieldComparison Comparison(string key, MappingReader reader)
    {
        switch (key)
        {
            case "equals" or "notEquals":
                var wanted = FieldPath.Text(YamlJson.Convert(reader.Require(key)));
                return new FieldComparison(
                    $"{(key == "equals" ? "=" : "≠")} {wanted}", v => FieldPath.Text(v) == wanted == (key == "equals"));
            case "matches":
                var pattern = ExpectationReader.Pattern(reader, key);
                return new FieldComparison($"matches {pattern}", v => FieldPath.Text(v) is { } text && pattern.IsMatch(text));
            case "exists":
                var exists = reader.Flag(key);
                return new FieldComparison(exists ? "exists" : "does not exist", v => v is not null == exists);
            case "count":
                var count = reader.OptionalInteger(key, 0, 100_000)!.Value;
                return new FieldComparison(
                    $"has {count} elements", v => ((v as System.Text.Json.Nodes.JsonArray)?.Count ?? 0) == count);
            default:
                var bound = reader.OptionalNumber(key, double.MinValue, double.MaxValue)!.Value;
                return new FieldComparison(
                    $"{(key == "min" ? "≥" : "≤")} {bound}",
                    v => FieldComparison.Number(v) is { } number && (key == "min" ? number >= bound : number <= bound));
        }
    }
}
