using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MeshGate.Lab.Api.Schema;

/// <summary>A structural schema of a CustomResourceDefinition (apiextensions.k8s.io/v1), ready to use.</summary>
public sealed record StructuralSchema
{
    /// <summary>object, array, string, integer, number or boolean; null for any.</summary>
    public string? Type { get; init; }

    /// <summary>The OpenAPI format, or null.</summary>
    public string? Format { get; init; }

    /// <summary>Members of an object.</summary>
    public ImmutableSortedDictionary<string, StructuralSchema> Properties { get; init; } = ImmutableSortedDictionary<string, StructuralSchema>.Empty;

    /// <summary>Every other member of an object; null if there may be none.</summary>
    public StructuralSchema? AdditionalProperties { get; init; }

    /// <summary>Items of a list.</summary>
    public StructuralSchema? Items { get; init; }

    /// <summary>Members that must be there.</summary>
    public ImmutableArray<string> Required { get; init; } = [];

    /// <summary>The default as JSON text, or null if there is none.</summary>
    public byte[]? Default { get; init; }

    /// <summary>The values allowed; empty for all.</summary>
    public ImmutableArray<JsonNode?> Enum { get; init; } = [];

    /// <summary>The pattern as the schema writes it.</summary>
    public string? PatternText { get; init; }

    /// <summary>The pattern, compiled.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>Lower bound of a number.</summary>
    public double? Minimum { get; init; }

    /// <summary>Upper bound of a number.</summary>
    public double? Maximum { get; init; }

    /// <summary>Whether the lower bound itself is excluded.</summary>
    public bool ExclusiveMinimum { get; init; }

    /// <summary>Whether the upper bound itself is excluded.</summary>
    public bool ExclusiveMaximum { get; init; }

    /// <summary>A number's divisor.</summary>
    public double? MultipleOf { get; init; }

    /// <summary>Fewest characters of a text.</summary>
    public long? MinLength { get; init; }

    /// <summary>Most characters of a text.</summary>
    public long? MaxLength { get; init; }

    /// <summary>Fewest items of a list.</summary>
    public long? MinItems { get; init; }

    /// <summary>Most items of a list.</summary>
    public long? MaxItems { get; init; }

    /// <summary>Fewest members of an object.</summary>
    public long? MinProperties { get; init; }

    /// <summary>Most members of an object.</summary>
    public long? MaxProperties { get; init; }

    /// <summary>Whether null is a value.</summary>
    public bool IsNullable { get; init; }

    /// <summary>x-kubernetes-int-or-string.</summary>
    public bool IsIntOrString { get; init; }

    /// <summary>x-kubernetes-preserve-unknown-fields.</summary>
    public bool PreservesUnknownFields { get; init; }

    /// <summary>x-kubernetes-embedded-resource.</summary>
    public bool IsEmbeddedResource { get; init; }

    /// <summary>x-kubernetes-list-type: atomic, set or map.</summary>
    public string? ListType { get; init; }

    /// <summary>x-kubernetes-list-map-keys.</summary>
    public ImmutableArray<string> ListMapKeys { get; init; } = [];

    /// <summary>Schemas that all must hold.</summary>
    public ImmutableArray<StructuralSchema> AllOf { get; init; } = [];

    /// <summary>Schemas of which one or more must hold.</summary>
    public ImmutableArray<StructuralSchema> AnyOf { get; init; } = [];

    /// <summary>Schemas of which exactly one must hold.</summary>
    public ImmutableArray<StructuralSchema> OneOf { get; init; } = [];

    /// <summary>A schema that must not hold.</summary>
    public StructuralSchema? Not { get; init; }

    /// <summary>Whether x-kubernetes-validations stands here or anywhere below.</summary>
    public bool HasRules { get; init; }
}
