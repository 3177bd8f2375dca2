using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;

namespace MeshGate.Lab.Api.Tables;

/// <summary>One step of a JSONPath: from one value to any number of values below it.</summary>
public abstract record JsonPathStep
{
    private JsonPathStep()
    {
    }

    /// <summary>The values that the step leads to.</summary>
    public abstract IEnumerable<JsonNode?> From(JsonNode? node);

    /// <summary>A member of an object.</summary>
    /// <param name="Name">Its name.</param>
    public sealed record Member(string Name) : JsonPathStep
    {
        /// <inheritdoc/>
        public override IEnumerable<JsonNode?> From(JsonNode? node) =>
            node is JsonObject map && map.TryGetPropertyValue(Name, out JsonNode? value) ? [value] : [];
    }

    /// <summary>An item of a list; negative positions count from its end.</summary>
    /// <param name="Position">The position.</param>
    public sealed record Item(int Position) : JsonPathStep
    {
        /// <inheritdoc/>
        public override IEnumerable<JsonNode?> From(JsonNode? node)
        {
            int index = node is JsonArray all && Position < 0 ? all.Count + Position : Position;
            return node is JsonArray list && index >= 0 && index < list.Count ? [list[index]] : [];
        }
    }

    /// <summary>Every item of a list, or every member of an object.</summary>
    public sealed record Every : JsonPathStep
    {
        /// <inheritdoc/>
        public override IEnumerable<JsonNode?> From(JsonNode? node) => node switch
        {
            JsonArray list => list,
            JsonObject map => map.Select(member => member.Value),
            _ => [],
        };
    }

    /// <summary>The items of a list for which a path has, or has not, a value.</summary>
    /// <param name="Path">The path from the item.</param>
    /// <param name="Value">The value, or null if the path need only lead somewhere.</param>
    /// <param name="IsNegated">Whether it must differ.</param>
    public sealed record Filter(JsonPathExpression Path, string? Value, bool IsNegated) : JsonPathStep
    {
        /// <inheritdoc/>
        public override IEnumerable<JsonNode?> From(JsonNode? node) => node is JsonArray list ? list.Where(Holds) : [];

        private static string Show(JsonNode? node) => node.KindOf() == JsonValueKind.String ? node.Text()! : JsonTree.ToText(node);

        private bool Holds(JsonNode? item)
        {
            JsonNode?[] found = [.. Path.Find(item)];
            return found.Length > 0 && (Value is null || (Show(found[0]) == Value) != IsNegated);
        }
    }
}
