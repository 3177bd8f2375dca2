using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Manifests;

/// <summary>Puts into a schema what the attributes of a member say.</summary>
internal static class SchemaRules
{
    private const int LongestDuration = 32;

    public static string JsonName(string member) => JsonNamingPolicy.CamelCase.ConvertName(member);

    public static void Describe(JsonObject schema, string? description)
    {
        if (!string.IsNullOrEmpty(description))
        {
            schema["description"] = description;
        }
    }

    public static void Apply(JsonObject schema, PropertyInfo property)
    {
        var isList = schema["items"] is not null;
        if (isList)
        {
            ApplyList(schema, property);
        }

        var scalar = isList ? schema["items"]!.AsObject() : schema;
        ApplyScalar(scalar, property);
        if (isList)
        {
            schema["items"] = Sorted(scalar);
        }

        if (property.GetCustomAttribute<DefaultValueAttribute>() is { } value)
        {
            schema["default"] = JsonNode.Parse(value.Json);
        }

        AddValidations(schema, property);
    }

    public static void AddValidations(JsonObject schema, MemberInfo member)
    {
        var rules = new JsonArray();
        if (member.GetCustomAttribute<DurationRangeAttribute>() is { } range)
        {
            rules.Add((JsonNode)new JsonObject
            {
                ["message"] = DurationSetting.MessageFor(range.Minimum, range.Maximum),
                ["rule"] = $"duration(self) >= duration('{range.Minimum}') && duration(self) <= duration('{range.Maximum}')",
            });
        }

        foreach (var attribute in member.GetCustomAttributes<ValidationRuleAttribute>())
        {
            var rule = new JsonObject();
            Set(rule, "fieldPath", attribute.FieldPath);
            Set(rule, "message", attribute.Message);
            Set(rule, "messageExpression", attribute.MessageExpression);
            Set(rule, "reason", attribute.Reason);
            Set(rule, "rule", attribute.Rule);
            rules.Add((JsonNode)rule);
        }

        if (rules.Count > 0)
        {
            schema["x-kubernetes-validations"] = rules;
        }
    }

    /// <summary>The same members in ordinal order.</summary>
    public static JsonObject Sorted(JsonObject schema)
        => new(schema.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));

    private static void ApplyList(JsonObject schema, PropertyInfo property)
    {
        if (property.GetCustomAttribute<ItemsAttribute>() is { } items)
        {
            Bound(schema, "minItems", items.MinItems);
            Bound(schema, "maxItems", items.MaxItems);
        }

        var type = property.GetCustomAttribute<XListTypeAttribute>()?.ListType ?? ListType.Atomic;
        schema["x-kubernetes-list-type"] = type.ToString().ToLowerInvariant();
        if (property.GetCustomAttribute<XListMapKeysAttribute>() is { } keys)
        {
            schema["x-kubernetes-list-map-keys"] = new JsonArray([.. keys.Keys.Select(k => (JsonNode)k)]);
        }
    }

    private static void ApplyScalar(JsonObject schema, PropertyInfo property)
    {
        if (property.GetCustomAttribute<LengthAttribute>() is { } length)
        {
            Bound(schema, "minLength", length.MinLength);
            Bound(schema, "maxLength", length.MaxLength);
        }

        if (property.GetCustomAttribute<PatternAttribute>() is { } pattern)
        {
            schema["pattern"] = pattern.RegexPattern;
        }

        if (property.GetCustomAttribute<DurationRangeAttribute>() is not null)
        {
            Bound(schema, "minLength", 1);
            Bound(schema, "maxLength", LongestDuration);
            schema["pattern"] = SchemaPatterns.Duration;
        }

        if (property.GetCustomAttribute<ExceptAttribute>() is { } except)
        {
            schema["enum"] = new JsonArray([.. schema["enum"]!.AsArray().Where(n => !except.Names.Contains(n!.GetValue<string>())).Select(n => n!.DeepClone())]);
        }

        if (property.GetCustomAttribute<RangeMinimumAttribute>() is { } minimum)
        {
            schema["minimum"] = Number(minimum.Minimum);
            Set(schema, "exclusiveMinimum", minimum.ExclusiveMinimum);
        }

        if (property.GetCustomAttribute<RangeMaximumAttribute>() is { } maximum)
        {
            schema["maximum"] = Number(maximum.Maximum);
            Set(schema, "exclusiveMaximum", maximum.ExclusiveMaximum);
        }
    }

    private static JsonNode Number(double value) => value == Math.Floor(value) ? (long)value : value;

    private static void Bound(JsonObject schema, string name, long value)
    {
        if (value > (name.StartsWith("min", StringComparison.Ordinal) ? 0 : -1))
        {
            schema[name] = value;
        }
    }

    private static void Set(JsonObject target, string name, string? value)
    {
        if (value is not null)
        {
            target[name] = value;
        }
    }

    private static void Set(JsonObject target, string name, bool value)
    {
        if (value)
        {
            target[name] = value;
        }
    }
}
