using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;

namespace MeshGate.Lab.Api.Schema;

/// <summary>One field that was refused.</summary>
/// <param name="Field">Its path, such as <c>spec.addresses[1]</c>.</param>
/// <param name="Reason">The cause's reason, such as <c>FieldValueInvalid</c>.</param>
/// <param name="Body">The message without the path.</param>
public sealed record FieldError(string Field, string Reason, string Body)
{
    /// <summary>A value out of its bounds or form.</summary>
    public static FieldError Invalid(string field, JsonNode? value, string detail) =>
        new(field, "FieldValueInvalid", $"Invalid value: {JsonTree.ToText(value)}: {detail}");

    /// <summary>A value of another type than the schema's.</summary>
    public static FieldError WrongType(string field, string expected, string actual) =>
        new(field, "FieldValueTypeInvalid", $"Invalid value: \"{actual}\": {field} in body must be of type {expected}: \"{actual}\"");

    /// <summary>A field that is missing.</summary>
    public static FieldError Required(string field, string? detail = null) =>
        new(field, "FieldValueRequired", detail is null ? "Required value" : $"Required value: {detail}");

    /// <summary>A value that is not among those allowed.</summary>
    public static FieldError NotSupported(string field, JsonNode? value, IEnumerable<JsonNode?> supported) =>
        new(field, "FieldValueNotSupported", $"Unsupported value: {JsonTree.ToText(value)}: supported values: {string.Join(", ", supported.Select(JsonTree.ToText))}");

    /// <summary>A second item that a set or a map may hold only once.</summary>
    public static FieldError Duplicate(string field, JsonNode? value) =>
        new(field, "FieldValueDuplicate", $"Duplicate value: {JsonTree.ToText(value)}");

    /// <summary>A change that is not allowed.</summary>
    public static FieldError Forbidden(string field, string detail) => new(field, "FieldValueForbidden", $"Forbidden: {detail}");

    /// <summary>A text beyond its bound.</summary>
    public static FieldError TooLong(string field, long maximum) =>
        new(field, "FieldValueTooLong", $"Too long: may not be longer than {maximum}");

    /// <summary>A list or a map beyond its bound.</summary>
    public static FieldError TooMany(string field, long actual, long maximum) =>
        new(field, "FieldValueTooMany", $"Too many: {actual}: must have at most {maximum} items");

    /// <inheritdoc/>
    public override string ToString() => $"{Field}: {Body}";
}
