using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;

namespace MeshGate.Lab.Api.Schema;

/// <summary>Checks a value against a structural schema and names each field that breaks it, in the words of a Kubernetes API server.</summary>
public static class SchemaValidator
{
    // A long list of wrong items would otherwise make an answer larger than the request.
    private const int MaximumErrors = 100;

    /// <summary>Checks a whole object.</summary>
    public static IReadOnlyList<FieldError> Validate(JsonNode? value, StructuralSchema schema)
    {
        var errors = new List<FieldError>();
        Validate(value, schema, string.Empty, errors);
        return errors;
    }

    private static void Validate(JsonNode? value, StructuralSchema schema, string path, List<FieldError> errors)
    {
        if (errors.Count >= MaximumErrors || (value is null && schema.IsNullable))
        {
            return;
        }

        if (!HasType(value, schema))
        {
            errors.Add(FieldError.WrongType(path, schema.IsIntOrString ? "integer,string" : schema.Type!, TypeName(value)));
            return;
        }

        ScalarValidator.Validate(value, schema, path, errors);
        switch (value)
        {
            case JsonObject map:
                ValidateMap(map, schema, path, errors);
                break;
            case JsonArray list:
                ValidateList(list, schema, path, errors);
                break;
        }

        ValidateJunctors(value, schema, path, errors);
    }

    private static void ValidateMap(JsonObject map, StructuralSchema schema, string path, List<FieldError> errors)
    {
        if (map.Count > schema.MaxProperties)
        {
            errors.Add(FieldError.TooMany(path, map.Count, schema.MaxProperties.Value));
        }

        if (map.Count < schema.MinProperties)
        {
            errors.Add(FieldError.Invalid(path, (long)map.Count, $"{path} in body should have at least {schema.MinProperties} properties"));
        }

        foreach (string name in schema.Required)
        {
            if (!map.ContainsKey(name))
            {
                errors.Add(FieldError.Required(Join(path, name)));
            }
        }

        foreach ((string name, JsonNode? member) in map)
        {
            if (schema.Properties.TryGetValue(name, out StructuralSchema? property))
            {
                Validate(member, property, Join(path, name), errors);
            }
            else if (schema.AdditionalProperties is not null)
            {
                Validate(member, schema.AdditionalProperties, Join(path, name), errors);
            }
        }
    }

    private static void ValidateList(JsonArray list, StructuralSchema schema, string path, List<FieldError> errors)
    {
        if (list.Count > schema.MaxItems)
        {
            errors.Add(FieldError.TooMany(path, list.Count, schema.MaxItems.Value));
        }

        if (list.Count < schema.MinItems)
        {
            errors.Add(FieldError.Invalid(path, (long)list.Count, $"{path} in body should have at least {schema.MinItems} items"));
        }

        if (schema.Items is not null)
        {
            for (int i = 0; i < list.Count; i++)
            {
                Validate(list[i], schema.Items, $"{path}[{i}]", errors);
            }
        }

        if (schema.ListType is "set" or "map")
        {
            ValidateUnique(list, schema, path, errors);
        }
    }

    private static void ValidateUnique(JsonArray list, StructuralSchema schema, string path, List<FieldError> errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < list.Count; i++)
        {
            JsonNode? identity = schema.ListType == "set" ? list[i] : MapKey(list[i].Map(), schema);
            if (!seen.Add(JsonTree.ToText(identity)))
            {
                errors.Add(FieldError.Duplicate($"{path}[{i}]", identity));
            }
        }
    }

    private static JsonObject MapKey(JsonObject? item, StructuralSchema schema)
    {
        var key = new JsonObject();
        foreach (string name in schema.ListMapKeys)
        {
            if (item?[name] is { } part)
            {
                key[name] = part.DeepClone();
            }
        }

        return key;
    }

    private static void ValidateJunctors(JsonNode? value, StructuralSchema schema, string path, List<FieldError> errors)
    {
        foreach (StructuralSchema part in schema.AllOf)
        {
            Validate(value, part, path, errors);
        }

        if (schema.AnyOf.Length > 0 && !schema.AnyOf.Any(part => Holds(value, part, path)))
        {
            errors.Add(FieldError.Invalid(path, value, $"\"{path}\" must validate at least one schema (anyOf)"));
        }

        if (schema.OneOf.Length > 0 && schema.OneOf.Count(part => Holds(value, part, path)) is var count && count != 1)
        {
            string found = count == 0 ? "none valid" : $"{count} valid alternatives";
            errors.Add(FieldError.Invalid(path, value, $"\"{path}\" must validate one and only one schema (oneOf). Found {found}"));
        }

        if (schema.Not is not null && Holds(value, schema.Not, path))
        {
            errors.Add(FieldError.Invalid(path, value, $"\"{path}\" must not validate the schema (not)"));
        }
    }

    private static bool Holds(JsonNode? value, StructuralSchema schema, string path)
    {
        var errors = new List<FieldError>();
        Validate(value, schema, path, errors);
        return errors.Count == 0;
    }

    private static bool HasType(JsonNode? value, StructuralSchema schema)
    {
        if (schema.IsIntOrString)
        {
            return value.Text() is not null || IsWhole(value);
        }

        return schema.Type switch
        {
            "object" => value is JsonObject,
            "array" => value is JsonArray,
            "string" => value.Text() is not null,
            "integer" => IsWhole(value),
            "number" => value.Number() is not null,
            "boolean" => value.KindOf() is JsonValueKind.True or JsonValueKind.False,
            _ => true,
        };
    }

    private static bool IsWhole(JsonNode? value) => value.Number() is { } number && double.IsInteger(number);

    private static string TypeName(JsonNode? value) => value.KindOf() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => IsWhole(value) ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
