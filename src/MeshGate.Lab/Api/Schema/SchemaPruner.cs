using System.Text.Json.Nodes;

namespace MeshGate.Lab.Api.Schema;

/// <summary>Takes out what a schema does not know.</summary>
public static class SchemaPruner
{
    private static readonly string[] TypeFields = ["apiVersion", "kind", "metadata"];

    /// <summary>Prunes a whole object, whose <c>apiVersion</c>, <c>kind</c> and <c>metadata</c> are always known.</summary>
    /// <param name="root">The object.</param>
    /// <param name="schema">Its schema.</param>
    /// <param name="unknown">Receives the path of each field taken out.</param>
    public static void PruneObject(JsonObject root, StructuralSchema schema, ICollection<string> unknown) =>
        PruneMap(root, schema, string.Empty, true, unknown);

    private static void Prune(JsonNode? value, StructuralSchema schema, string path, ICollection<string> unknown)
    {
        switch (value)
        {
            case JsonObject map:
                PruneMap(map, schema, path, schema.IsEmbeddedResource, unknown);
                break;
            case JsonArray list when schema.Items is not null:
                for (int i = 0; i < list.Count; i++)
                {
                    Prune(list[i], schema.Items, $"{path}[{i}]", unknown);
                }

                break;
        }
    }

    private static void PruneMap(JsonObject map, StructuralSchema schema, string path, bool isResource, ICollection<string> unknown)
    {
        foreach (string name in map.Select(member => member.Key).ToArray())
        {
            if (isResource && TypeFields.Contains(name))
            {
                continue;
            }

            string child = path.Length == 0 ? name : $"{path}.{name}";
            if ((schema.Properties.GetValueOrDefault(name) ?? schema.AdditionalProperties) is { } known)
            {
                Prune(map[name], known, child, unknown);
            }
            else if (!schema.PreservesUnknownFields)
            {
                map.Remove(name);
                unknown.Add(child);
            }
        }
    }
}
