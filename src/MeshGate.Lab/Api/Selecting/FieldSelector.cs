using System.Collections.Immutable;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Resources;
using MeshGate.Lab.Api.Statuses;
using MeshGate.Lab.Api.Storage;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MeshGate.Lab.Api.Selecting;

/// <summary>A field selector: <c>field=value</c> and <c>field!=value</c>, all of which must hold.</summary>
/// <param name="Requirements">Field, value and whether it must differ.</param>
public sealed record FieldSelector(ImmutableArray<(string Field, string Value, bool IsNegated)> Requirements)
{
    /// <summary>The single name that is selected, or null if there may be several.</summary>
    public string? Name => Requirements.Where(item => item is { Field: "metadata.name", IsNegated: false }).Select(item => item.Value).FirstOrDefault();

    /// <summary>The single namespace that is selected, or null if there may be several.</summary>
    public string? Namespace => Requirements.Where(item => item is { Field: "metadata.namespace", IsNegated: false }).Select(item => item.Value).FirstOrDefault();

    /// <summary>Reads a selector for a resource.</summary>
    /// <exception cref="ApiStatusException">It is malformed, or names a field that cannot be selected by (400).</exception>
    public static FieldSelector Parse(string? text, ServedResource resource)
    {
        var requirements = ImmutableArray.CreateBuilder<(string, string, bool)>();
        foreach (string part in (text ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw Refusal.BadRequest($"invalid selector: '{text}'; can't understand '{part}'");
            }

            bool isNegated = part[equals - 1] == '!';
            string field = part[..(isNegated ? equals - 1 : equals)];
            string value = part[(equals + 1)..].TrimStart('=');
            if (field is not ("metadata.name" or "metadata.namespace") && !resource.SelectableFields.Contains(field))
            {
                throw Refusal.BadRequest(
                    $"Unable to find \"{resource.GroupVersion}, Resource={resource.Plural}\" that match label selector \"\", field selector \"{text}\": field label not supported: {field}");
            }

            requirements.Add((field, value, isNegated));
        }

        return new FieldSelector(requirements.ToImmutable());
    }

    /// <summary>Whether an object is selected.</summary>
    public bool Matches(StoredObject value)
    {
        JsonObject? tree = null;
        foreach ((string field, string wanted, bool isNegated) in Requirements)
        {
            string actual = field switch
            {
                "metadata.name" => value.Key.Name,
                "metadata.namespace" => value.Key.Namespace,
                _ => Read(tree ??= value.Read(), field),
            };
            if ((actual == wanted) == isNegated)
            {
                return false;
            }
        }

        return true;
    }

    private static string Read(JsonNode? node, string field)
    {
        foreach (string name in field.Split('.'))
        {
            node = node.Map()?[name];
        }

        return node.KindOf() switch
        {
            JsonValueKind.Null => string.Empty,
            JsonValueKind.String => node.Text()!,
            _ => JsonTree.ToText(node),
        };
    }
}
