using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Schema;

namespace MeshGate.Lab.Api.Resources;

/// <summary>Reads CustomResourceDefinitions (apiextensions.k8s.io/v1).</summary>
public static class CustomResourceDefinition
{
    /// <summary>Reads the resources that a definition serves, at least one.</summary>
    /// <exception cref="JsonException">It lacks a part, or a schema has the wrong form.</exception>
    public static IReadOnlyList<ServedResource> Read(JsonObject definition)
    {
        JsonObject spec = definition["spec"].Map() ?? throw new JsonException("spec is missing");
        JsonObject names = spec["names"].Map() ?? throw new JsonException("spec.names is missing");
        JsonObject[] versions = [.. (spec["versions"].List() ?? []).OfType<JsonObject>()];
        string storage = versions.Where(version => version["storage"].IsTrue()).Select(version => version["name"].Text()).SingleOrDefault()
            ?? throw new JsonException("exactly one of spec.versions must be the storage version");
        ServedResource[] served = [.. versions.Where(version => version["served"].IsTrue()).Select(version => Read(spec, names, version, storage))];
        return served.Length > 0 ? served : throw new JsonException("none of spec.versions is served");
    }

    private static ServedResource Read(JsonObject spec, JsonObject names, JsonObject version, string storage)
    {
        string kind = Required(names, "kind", "spec.names");
        string versionName = Required(version, "name", "spec.versions[]");
        JsonObject schema = version["schema"].Map()?["openAPIV3Schema"].Map()
            ?? throw new JsonException($"spec.versions[{versionName}].schema.openAPIV3Schema is missing");
        return new ServedResource
        {
            Group = Required(spec, "group", "spec"),
            Version = versionName,
            StorageVersion = storage,
            Plural = Required(names, "plural", "spec.names"),
            Singular = names["singular"].Text() ?? kind.ToLowerInvariant(),
            Kind = kind,
            ListKind = names["listKind"].Text() ?? kind + "List",
            ShortNames = [.. names["shortNames"].Texts()],
            Categories = [.. names["categories"].Texts()],
            IsNamespaced = Required(spec, "scope", "spec") == "Namespaced",
            HasStatus = version["subresources"].Map()?["status"] is JsonObject,
            IsCustom = true,
            SelectableFields = [.. (version["selectableFields"].List() ?? []).Select(field => field.Map()?["jsonPath"].Text()?.TrimStart('.')).OfType<string>()],
            Schema = SchemaReader.Read(schema),
            SchemaJson = JsonTree.ToUtf8(schema),
            Columns = Columns(version),
        };
    }

    private static ImmutableArray<PrinterColumn> Columns(JsonObject version)
    {
        PrinterColumn[] columns = [.. (version["additionalPrinterColumns"].List() ?? []).OfType<JsonObject>().Select(column => new PrinterColumn(
            Required(column, "name", "additionalPrinterColumns[]"),
            Required(column, "type", "additionalPrinterColumns[]"),
            Required(column, "jsonPath", "additionalPrinterColumns[]"),
            column["format"].Text() ?? string.Empty,
            column["description"].Text() ?? string.Empty,
            (int)(column["priority"].Integer() ?? 0)))];
        return columns.Length > 0 ? [.. columns] : [new PrinterColumn("Age", "date", ".metadata.creationTimestamp")];
    }

    private static string Required(JsonObject parent, string name, string where) =>
        parent[name].Text() is { Length: > 0 } text ? text : throw new JsonException($"{where}.{name} is missing");
}
