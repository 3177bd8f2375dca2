using System.Text.Json.Nodes;

namespace MeshGate.Kubernetes.Patches;

/// <summary>JSON merge patches (RFC 7396).</summary>
public static class MergePatch
{
    /// <summary>
    /// The smallest merge patch that turns <paramref name="from"/> into <paramref name="to"/>, or null when nothing changed. A JSON null
    /// counts as an absent member, since a merge patch cannot tell them apart. Arrays are replaced whole. Neither argument is changed.
    /// </summary>
    /// <param name="from">What is; null or a value other than an object counts as an empty object.</param>
    /// <param name="to">What is wanted; likewise.</param>
    public static JsonObject? Create(JsonNode? from, JsonNode? to)
    {
        var patch = Diff(from as JsonObject ?? [], to as JsonObject ?? []);
        return patch.Count > 0 ? patch : null;
    }

    private static JsonObject Diff(JsonObject from, JsonObject to)
    {
        var patch = new JsonObject();
        foreach (var (name, old) in from)
        {
            if (old is not null && to[name] is null)
            {
                patch[name] = null;
            }
        }

        foreach (var (name, wanted) in to)
        {
            if (wanted is null)
            {
                continue;
            }

            var old = from[name];
            if (wanted is not JsonObject wantedObject)
            {
                if (!JsonNode.DeepEquals(old, wanted))
                {
                    patch[name] = wanted.DeepClone();
                }
            }
            else if (old is JsonObject oldObject)
            {
                var inner = Diff(oldObject, wantedObject);
                if (inner.Count > 0)
                {
                    patch[name] = inner;
                }
            }
            else
            {
                // What is no object is replaced by an empty one first (RFC 7396, section 2), so nulls inside would be dropped anyway.
                patch[name] = Diff([], wantedObject);
            }
        }

        return patch;
    }
}
