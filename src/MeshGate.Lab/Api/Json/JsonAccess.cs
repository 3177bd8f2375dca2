using System.Text.Json;
using System.Text.Json.Nodes;

namespace MeshGate.Lab.Api.Json;

/// <summary>Reads members of trees that somebody else wrote: another type than expected reads as absent.</summary>
public static class JsonAccess
{
    /// <summary>The node's text, or null if it is not a string.</summary>
    public static string? Text(this JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>The node as an object, or null.</summary>
    public static JsonObject? Map(this JsonNode? node) => node as JsonObject;

    /// <summary>The node as a list, or null.</summary>
    public static JsonArray? List(this JsonNode? node) => node as JsonArray;

    /// <summary>The node's whole number, or null.</summary>
    public static long? Integer(this JsonNode? node)
    {
        if (node is not JsonValue value)
        {
            return null;
        }

        if (value.TryGetValue(out long number))
        {
            return number;
        }

        return value.TryGetValue(out int small) ? small : null;
    }

    /// <summary>The node's number, or null.</summary>
    public static double? Number(this JsonNode? node)
    {
        if (node.Integer() is { } whole)
        {
            return whole;
        }

        return node is JsonValue value && value.TryGetValue(out double number) ? number : null;
    }

    /// <summary>Whether the node is the literal true.</summary>
    public static bool IsTrue(this JsonNode? node) => node is JsonValue value && value.TryGetValue(out bool flag) && flag;

    /// <summary>The kind of value; an absent node is null.</summary>
    public static JsonValueKind KindOf(this JsonNode? node) => node?.GetValueKind() ?? JsonValueKind.Null;

    /// <summary>The metadata of an object, added if it is missing.</summary>
    public static JsonObject Metadata(this JsonObject value)
    {
        if (value["metadata"] is JsonObject metadata)
        {
            return metadata;
        }

        metadata = [];
        value["metadata"] = metadata;
        return metadata;
    }

    /// <summary>The texts of a list; items of other types are left out.</summary>
    public static IEnumerable<string> Texts(this JsonNode? node) => node.List()?.Select(Text).OfType<string>() ?? [];
}
