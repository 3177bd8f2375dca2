using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Nodes;
using k8s.Models;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Manifests;

/// <summary>The definition of one custom resource.</summary>
[RequiresUnreferencedCode("Reads the entity by reflection.")]
internal sealed class CustomResourceDefinition(Type entity, XmlDocumentation documentation)
{
    private readonly KubernetesEntityAttribute _entity = entity.GetCustomAttribute<KubernetesEntityAttribute>()
        ?? throw new InvalidOperationException($"{entity.Name} has no [KubernetesEntity]");

    public string FileName => $"{_entity.Group}_{_entity.PluralName}.yaml";

    public JsonObject Build() => new()
    {
        ["apiVersion"] = "apiextensions.k8s.io/v1",
        ["kind"] = "CustomResourceDefinition",
        ["metadata"] = new JsonObject { ["name"] = $"{_entity.PluralName}.{_entity.Group}" },
        ["spec"] = new JsonObject
        {
            ["group"] = _entity.Group,
            ["names"] = Names(),
            ["scope"] = (entity.GetCustomAttribute<EntityScopeAttribute>()?.Scope ?? EntityScope.Namespaced).ToString(),
            ["versions"] = new JsonArray(Version()),
        },
    };

    private JsonObject Names()
    {
        var names = new JsonObject();
        if (entity.GetCustomAttribute<KubernetesEntityCategoriesAttribute>() is { } categories)
        {
            names["categories"] = Texts(categories.Categories);
        }

        names["kind"] = _entity.Kind;
        names["listKind"] = _entity.Kind + "List";
        names["plural"] = _entity.PluralName;
        if (entity.GetCustomAttribute<KubernetesEntityShortNamesAttribute>() is { } shortNames)
        {
            names["shortNames"] = Texts(shortNames.ShortNames);
        }

        names["singular"] = _entity.Kind.ToLowerInvariant();
        return names;
    }

    private JsonObject Version() => new()
    {
        ["additionalPrinterColumns"] = new JsonArray([.. entity.GetCustomAttributes<GenericAdditionalPrinterColumnAttribute>().Select(Column)]),
        ["name"] = _entity.ApiVersion,
        ["schema"] = new JsonObject { ["openAPIV3Schema"] = new SchemaBuilder(documentation).Root(entity) },
        ["served"] = true,
        ["storage"] = true,
        ["subresources"] = new JsonObject { ["status"] = new JsonObject() },
    };

    private static JsonObject Column(GenericAdditionalPrinterColumnAttribute attribute)
    {
        var column = new JsonObject();
        if (attribute.Description is { } description)
        {
            column["description"] = description;
        }

        column["jsonPath"] = attribute.JsonPath;
        column["name"] = attribute.Name;
        if (attribute.Priority != PrinterColumnPriority.StandardView)
        {
            column["priority"] = (int)attribute.Priority;
        }

        column["type"] = attribute.Type;
        return column;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);
}
