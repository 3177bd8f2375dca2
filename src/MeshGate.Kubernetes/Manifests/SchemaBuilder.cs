using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Nodes;
using k8s.Models;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Manifests;

/// <summary>Structural OpenAPI v3 schemas of .NET types.</summary>
[RequiresUnreferencedCode("Reads types by reflection.")]
internal sealed class SchemaBuilder(XmlDocumentation documentation)
{
    private const int MaxDepth = 16;

    /// <summary>The schema of a whole entity: the API machinery's own members, spec and status.</summary>
    public JsonObject Root(Type entity)
    {
        var properties = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal)
        {
            ["apiVersion"] = new JsonObject { ["type"] = "string" },
            ["kind"] = new JsonObject { ["type"] = "string" },
            ["metadata"] = new JsonObject { ["type"] = "object" },
        };
        var required = new JsonArray();
        foreach (var name in (string[])["Spec", "Status"])
        {
            var property = entity.GetProperty(name) ?? throw new InvalidOperationException($"{entity.Name} has no {name}");
            var schema = Object(property.PropertyType, 0);
            if (!schema.ContainsKey("required"))
            {
                // Rules that compare with the old object, and defaults below, hold only where the object itself is there.
                schema["default"] = name == "Spec" ? new JsonObject() : Defaults(schema);
            }
            else
            {
                // What is required inside is required only where the object is there.
                required.Add((JsonNode)SchemaRules.JsonName(name));
            }

            SchemaRules.Describe(schema, documentation.Of(property.PropertyType));
            properties[SchemaRules.JsonName(name)] = SchemaRules.Sorted(schema);
        }

        var root = new JsonObject { ["properties"] = new JsonObject(properties), ["type"] = "object" };
        if (required.Count > 0)
        {
            root["required"] = required;
        }

        SchemaRules.Describe(root, documentation.Of(entity));
        return SchemaRules.Sorted(root);
    }

    private JsonObject Object(Type type, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new InvalidOperationException($"{type.Name} contains itself");
        }

        var properties = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        var required = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = SchemaRules.JsonName(property.Name);
            properties[name] = Property(property, depth);
            if (property.GetCustomAttribute<RequiredAttribute>() is not null)
            {
                required.Add(name);
            }
        }

        var schema = new JsonObject { ["properties"] = new JsonObject(properties), ["type"] = "object" };
        if (required.Count > 0)
        {
            schema["required"] = new JsonArray([.. required.Select(r => (JsonNode)r)]);
        }

        SchemaRules.AddValidations(schema, type);
        return schema;
    }

    private JsonObject Property(PropertyInfo property, int depth)
    {
        var schema = Of(property.PropertyType, depth + 1);
        SchemaRules.Apply(schema, property);
        SchemaRules.Describe(schema, Description(property));
        return SchemaRules.Sorted(schema);
    }

    private string? Description(PropertyInfo property)
        => property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? documentation.Of(property);

    private JsonObject Of(Type type, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(V1LabelSelector))
        {
            return LabelSelectorSchema.Create();
        }

        if (ElementOf(type) is { } element)
        {
            return new JsonObject { ["items"] = SchemaRules.Sorted(Of(element, depth + 1)), ["type"] = "array" };
        }

        if (type.GetCustomAttribute<WrittenAsTextAttribute>() is { } text)
        {
            var line = new JsonObject { ["maxLength"] = text.Longest, ["minLength"] = text.Shortest, ["type"] = "string" };
            SchemaRules.Describe(line, documentation.Of(type));
            return line;
        }

        if (type.IsEnum)
        {
            return new JsonObject { ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(n => (JsonNode)n)]), ["type"] = "string" };
        }

        return Scalar(type) ?? (type.Namespace == typeof(Entities.MeshNode).Namespace
            ? Object(type, depth)
            : throw new InvalidOperationException($"{type.FullName} has no schema"));
    }

    private static JsonObject? Scalar(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.String => new JsonObject { ["type"] = "string" },
        TypeCode.Boolean => new JsonObject { ["type"] = "boolean" },
        TypeCode.Int32 => new JsonObject { ["format"] = "int32", ["type"] = "integer" },
        TypeCode.Int64 => new JsonObject { ["format"] = "int64", ["type"] = "integer" },
        TypeCode.Double => new JsonObject { ["type"] = "number" },
        TypeCode.DateTime => new JsonObject { ["format"] = "date-time", ["type"] = "string" },
        _ => null,
    };

    private static Type? ElementOf(Type type)
        => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>An object made of the defaults of its members.</summary>
    private static JsonObject Defaults(JsonObject schema)
    {
        var defaults = new JsonObject();
        foreach (var (name, member) in schema["properties"]!.AsObject())
        {
            if (member!["default"] is { } value)
            {
                defaults[name] = value.DeepClone();
            }
        }

        return defaults;
    }
}
