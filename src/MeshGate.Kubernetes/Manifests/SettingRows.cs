using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Manifests;

/// <summary>The settings of a spec, one by one, in the order in which the code has them.</summary>
[RequiresUnreferencedCode("Reads types by reflection.")]
internal sealed class SettingRows(XmlDocumentation documentation)
{
    /// <summary>The settings of a type and of everything below it.</summary>
    public IEnumerable<SettingRow> Of(Type type, string prefix = "")
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var path = prefix + SchemaRules.JsonName(property.Name);
            var readBy = property.GetCustomAttribute<ReadByAttribute>();
            if (readBy is null)
            {
                var (inner, isList) = Inner(property.PropertyType);
                if (inner.Namespace != typeof(MeshNode).Namespace)
                {
                    throw new InvalidOperationException($"{type.Name}.{property.Name} does not say who reads it");
                }

                foreach (var row in Of(inner, $"{path}{(isList ? "[]" : string.Empty)}."))
                {
                    yield return row;
                }
            }
            else
            {
                yield return new SettingRow(path, documentation.Of(property) ?? string.Empty, Unit(property), Default(property), Bounds(property), string.Join(", ", readBy.Programs));
            }
        }
    }

    private static (Type Type, bool IsList) Inner(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            ? (type.GetGenericArguments()[0], true)
            : (type, false);
    }

    private static string Unit(PropertyInfo property)
    {
        if (property.GetCustomAttribute<UnitAttribute>() is { } unit)
        {
            return unit.Name;
        }

        var (type, isList) = Inner(property.PropertyType);
        var name = property.GetCustomAttribute<DurationRangeAttribute>() is not null ? "duration"
            : type == typeof(bool) ? "on or off"
            : type.IsEnum ? "name"
            : type == typeof(string) ? "text"
            : type == typeof(int) || type == typeof(double) ? "number"
            : "object";
        return isList ? "list" : name;
    }

    private static string Default(PropertyInfo property) => property.GetCustomAttribute<DefaultValueAttribute>() is { } value
        ? JsonNode.Parse(value.Json) switch
        {
            JsonArray { Count: 0 } => "none",
            JsonValue json when json.GetValueKind() == System.Text.Json.JsonValueKind.String => json.GetValue<string>(),
            JsonValue json when json.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => json.GetValue<bool>() ? "on" : "off",
            var json => json!.ToJsonString(),
        }
        : string.Empty;

    private static string Bounds(PropertyInfo property)
    {
        if (property.GetCustomAttribute<DurationRangeAttribute>() is { } range)
        {
            return $"{range.Minimum} to {range.Maximum}";
        }

        if (property.GetCustomAttribute<RangeMinimumAttribute>() is { } minimum && property.GetCustomAttribute<RangeMaximumAttribute>() is { } maximum)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{minimum.Minimum} to {maximum.Maximum}");
        }

        if (property.GetCustomAttribute<ItemsAttribute>() is { } items)
        {
            return string.Create(CultureInfo.InvariantCulture, $"at most {items.MaxItems}{(Names(property) is { Length: > 0 } names ? $" of {names}" : string.Empty)}");
        }

        return Names(property);
    }

    private static string Names(PropertyInfo property)
    {
        var (type, _) = Inner(property.PropertyType);
        var except = property.GetCustomAttribute<ExceptAttribute>()?.Names ?? [];
        return type.IsEnum ? string.Join(", ", Enum.GetNames(type).Where(name => !except.Contains(name))) : string.Empty;
    }
}
