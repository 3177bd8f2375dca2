using System.Collections.Immutable;
using MeshGate.Lab.Api.Objects;
using MeshGate.Lab.Api.Schema;

namespace MeshGate.Lab.Api.Resources;

/// <summary>One resource in one version, as the server serves it.</summary>
public sealed record ServedResource
{
    /// <summary>The API group, empty for the core group.</summary>
    public required string Group { get; init; }

    /// <summary>The version within the group.</summary>
    public required string Version { get; init; }

    /// <summary>The plural that paths use.</summary>
    public required string Plural { get; init; }

    /// <summary>The singular that people may type.</summary>
    public required string Singular { get; init; }

    /// <summary>The kind of one object.</summary>
    public required string Kind { get; init; }

    /// <summary>The kind of a list.</summary>
    public string ListKind { get => field ?? Kind + "List"; init; }

    /// <summary>Abbreviations that people may type.</summary>
    public ImmutableArray<string> ShortNames { get; init; } = [];

    /// <summary>Groupings such as <c>all</c>.</summary>
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>Whether objects live in namespaces.</summary>
    public bool IsNamespaced { get; init; }

    /// <summary>Whether status is a subresource of its own.</summary>
    public bool HasStatus { get; init; }

    /// <summary>Whether objects can only be read.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether it comes from a CustomResourceDefinition.</summary>
    public bool IsCustom { get; init; }

    /// <summary>Whether a PUT needs no resourceVersion.</summary>
    public bool AllowsUnconditionalUpdate { get; init; }

    /// <summary>Fields besides name and namespace that a field selector may name.</summary>
    public ImmutableArray<string> SelectableFields { get; init; } = [];

    /// <summary>The schema of custom resources; null for builtin kinds.</summary>
    public StructuralSchema? Schema { get; init; }

    /// <summary>The schema's text as OpenAPI publishes it; null if there is none.</summary>
    public byte[]? SchemaJson { get; init; }

    /// <summary>The version in which objects are stored.</summary>
    public string StorageVersion { get => field ?? Version; init; }

    /// <summary>Columns besides the name.</summary>
    public ImmutableArray<PrinterColumn> Columns { get; init; } = [];

    /// <summary>Whether the columns name the object themselves, instead of beginning with its name.</summary>
    public bool IsNamedLast { get; init; }

    /// <summary>What is particular to the kind.</summary>
    public IObjectRules Rules { get; init; } = PlainRules.Instance;

    /// <summary>Group and version as objects carry them in <c>apiVersion</c>.</summary>
    public string GroupVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The key under which the store keeps the objects, the same for every version.</summary>
    public string StorageKey => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>Plural and group as refusals name them, such as <c>meshnodes.meshgate.io</c>.</summary>
    public string QualifiedPlural => StorageKey;

    /// <summary>Kind and group as refusals name them, such as <c>MeshNode.meshgate.io</c>.</summary>
    public string QualifiedKind => Group.Length == 0 ? Kind : $"{Kind}.{Group}";
}
