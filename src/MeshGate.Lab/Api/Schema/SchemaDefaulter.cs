using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;

namespace MeshGate.Lab.Api.Schema;

/// <summary>
/// Fills in defaults. A null where null is no value counts as absent: it gives way to the default, or is dropped where there is none.
/// </summary>
public static class SchemaDefaulter
{
    /// <summary>Fills in the defaults of a value and of everything below it.</summary>
    public static void Apply(JsonNode? value, StructuralSchema schema)
    {
        switch (value)
        {
            case JsonObject map:
                ApplyToMembers(map, schema);
                break;
            case JsonArray list when schema.Items is not null:
                foreach (JsonNode? item in list)
                {
                    Apply(item, schema.Items);
                }

                break;
        }
    }

    private static void ApplyToMembers(JsonObject map, StructuralSchema schema)
    {
        foreach ((string name, StructuralSchema property) in schema.Properties)
        {
            bool isPresent = map.TryGetPropertyValue(name, out JsonNode? member);
            bool isVoid = isPresent && member is null && !property.IsNullable;
            if ((!isPresent || isVoid) && property.Default is not null)
            {
                map[name] = JsonTree.Parse(property.Default);
            }
            else if (isVoid)
            {
                map.Remove(name);
            }
        }

        // A snapshot of the names: dropping a member would disturb the enumeration.
        foreach (string name in map.Select(member => member.Key).ToArray())
        {
            if (!schema.Properties.TryGetValue(name, out StructuralSchema? child))
            {
                child = schema.AdditionalProperties;
                if (child is not null && map[name] is null && !child.IsNullable && child.Type is not null)
                {
                    map.Remove(name);
                    continue;
                }
            }

            if (child is not null)
            {
                Apply(map[name], child);
            }
        }
    }
}
