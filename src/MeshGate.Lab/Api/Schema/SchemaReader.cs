using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;

namespace MeshGate.Lab.Api.Schema;

/// <summary>Reads the <c>openAPIV3Schema</c> of a CustomResourceDefinition.</summary>
public static class SchemaReader
{
    /// <summary>Reads a schema and everything below it.</summary>
    /// <exception cref="JsonException">A part of it has the wrong form, such as a pattern that does not compile.</exception>
    public static StructuralSchema Read(JsonObject json) => Read(json, "openAPIV3Schema");

    private static StructuralSchema Read(JsonObject json, string path)
    {
        string? pattern = json["pattern"].Text();
        var schema = new StructuralSchema
        {
            Type = json["type"].Text() is { Length: > 0 } type ? type : null,
            Format = json["format"].Text(),
            Properties = Properties(json, path),
            AdditionalProperties = Additional(json, path),
            Items = Child(json, "items", path),
            Required = [.. json["required"].Texts()],
            Default = json.TryGetPropertyValue("default", out JsonNode? value) ? JsonTree.ToUtf8(value) : null,
            Enum = [.. json["enum"].List() ?? []],
            PatternText = pattern,
            Pattern = pattern is null ? null : GoPattern.Compile(pattern, path),
            Minimum = json["minimum"].Number(),
            Maximum = json["maximum"].Number(),
            ExclusiveMinimum = json["exclusiveMinimum"].IsTrue(),
            ExclusiveMaximum = json["exclusiveMaximum"].IsTrue(),
            MultipleOf = json["multipleOf"].Number(),
            MinLength = json["minLength"].Integer(),
            MaxLength = json["maxLength"].Integer(),
            MinItems = json["minItems"].Integer(),
            MaxItems = json["maxItems"].Integer(),
            MinProperties = json["minProperties"].Integer(),
            MaxProperties = json["maxProperties"].Integer(),
            IsNullable = json["nullable"].IsTrue(),
            IsIntOrString = json["x-kubernetes-int-or-string"].IsTrue(),
            PreservesUnknownFields = json["x-kubernetes-preserve-unknown-fields"].IsTrue(),
            IsEmbeddedResource = json["x-kubernetes-embedded-resource"].IsTrue(),
            ListType = json["x-kubernetes-list-type"].Text(),
            ListMapKeys = [.. json["x-kubernetes-list-map-keys"].Texts()],
            AllOf = Several(json, "allOf", path),
            AnyOf = Several(json, "anyOf", path),
            OneOf = Several(json, "oneOf", path),
            Not = Child(json, "not", path),
        };
        return schema with { HasRules = json["x-kubernetes-validations"] is JsonArray { Count: > 0 } || Below(schema).Any(child => child.HasRules) };
    }

    private static IEnumerable<StructuralSchema> Below(StructuralSchema schema)
    {
        IEnumerable<StructuralSchema> below = schema.Properties.Values;
        below = schema.Items is null ? below : below.Append(schema.Items);
        return schema.AdditionalProperties is null ? below : below.Append(schema.AdditionalProperties);
    }

    private static ImmutableSortedDictionary<string, StructuralSchema> Properties(JsonObject json, string path)
    {
        var builder = ImmutableSortedDictionary.CreateBuilder<string, StructuralSchema>(StringComparer.Ordinal);
        foreach ((string name, JsonNode? value) in json["properties"].Map() ?? [])
        {
            builder[name] = Read(value.Map() ?? throw Wrong($"{path}.properties[{name}]"), $"{path}.properties[{name}]");
        }

        return builder.ToImmutable();
    }

    private static StructuralSchema? Additional(JsonObject json, string path)
    {
        // "additionalProperties: true" allows members of any form.
        return json["additionalProperties"].IsTrue()
            ? new StructuralSchema { PreservesUnknownFields = true }
            : json["additionalProperties"] is JsonObject ? Child(json, "additionalProperties", path) : null;
    }

    private static StructuralSchema? Child(JsonObject json, string name, string path)
    {
        JsonNode? child = json[name];
        return child is null ? null : Read(child.Map() ?? throw Wrong($"{path}.{name}"), $"{path}.{name}");
    }

    private static ImmutableArray<StructuralSchema> Several(JsonObject json, string name, string path) =>
        [.. (json[name].List() ?? []).Select(item => Read(item.Map() ?? throw Wrong($"{path}.{name}"), $"{path}.{name}"))];

    private static JsonException Wrong(string path) => new($"{path} must be an object");
}
