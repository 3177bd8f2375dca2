using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;

namespace MeshGate.Lab.Api.Patching;

/// <summary>
/// Strategic merge patch as far as the builtin kinds of this server need it: the few lists that merge by a key, deletion directives,
/// and otherwise a JSON merge patch. Directives that only order a list are ignored.
/// </summary>
public static class StrategicMergePatch
{
    private static readonly Dictionary<string, string> MergeKeys = new(StringComparer.Ordinal)
    {
        ["metadata.ownerReferences"] = "uid",
        ["status.conditions"] = "type",
        ["status.addresses"] = "type",
        ["secrets"] = "name",
        ["imagePullSecrets"] = "name",
    };

    /// <summary>Applies a patch to an object in place.</summary>
    public static void Apply(JsonObject target, JsonObject patch) => Apply(target, patch, string.Empty);

    private static void Apply(JsonObject target, JsonObject patch, string path)
    {
        if (patch["$patch"].Text() == "replace")
        {
            target.Clear();
        }

        foreach ((string name, JsonNode? value) in patch)
        {
            string child = path.Length == 0 ? name : $"{path}.{name}";
            if (name.StartsWith("$deleteFromPrimitiveList/", StringComparison.Ordinal))
            {
                DeleteItems(target[name["$deleteFromPrimitiveList/".Length..]].List(), value.List());
            }
            else if (name.StartsWith('$'))
            {
                continue;
            }
            else if (value is null || (value is JsonObject change && change["$patch"].Text() == "delete"))
            {
                target.Remove(name);
            }
            else if (value is JsonObject map)
            {
                Apply(Member(target, name), map, child);
            }
            else if (value is JsonArray list && target[name] is JsonArray existing && MergeKeys.TryGetValue(child, out string? key))
            {
                MergeList(existing, list, key, child);
            }
            else if (value is JsonArray more && target[name] is JsonArray before && child == "metadata.finalizers")
            {
                AddItems(before, more);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }
    }

    private static JsonObject Member(JsonObject target, string name)
    {
        if (target[name] is not JsonObject member)
        {
            member = [];
            target[name] = member;
        }

        return member;
    }

    private static void MergeList(JsonArray target, JsonArray patch, string key, string path)
    {
        foreach (JsonObject item in patch.OfType<JsonObject>())
        {
            string? identity = item[key].Text();
            JsonObject? existing = target.OfType<JsonObject>().FirstOrDefault(other => other[key].Text() == identity);
            if (item["$patch"].Text() == "delete")
            {
                target.Remove(existing);
            }
            else if (existing is null)
            {
                target.Add(item.DeepClone());
            }
            else
            {
                Apply(existing, item, $"{path}[]");
            }
        }
    }

    private static void AddItems(JsonArray target, JsonArray items)
    {
        foreach (JsonNode? item in items)
        {
            if (!target.Any(other => JsonNode.DeepEquals(other, item)))
            {
                target.Add(item?.DeepClone());
            }
        }
    }

    private static void DeleteItems(JsonArray? target, JsonArray? items)
    {
        foreach (JsonNode? item in items ?? [])
        {
            if (target?.FirstOrDefault(other => JsonNode.DeepEquals(other, item)) is { } found)
            {
                target.Remove(found);
            }
        }
    }
}
