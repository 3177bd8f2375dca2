using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;

namespace MeshGate.Lab.Api.Patching;

/// <summary>JSON patch (RFC 6902).</summary>
public static class JsonPatch
{
    private const int MaximumOperations = 10_000;

    // Copying what was copied before doubles the document with every operation.
    private const long MaximumCopiedBytes = 3 * 1024 * 1024;

    /// <summary>Applies a patch.</summary>
    /// <param name="target">The document; it may be changed.</param>
    /// <param name="patch">The list of operations.</param>
    /// <returns>The document after the patch.</returns>
    /// <exception cref="JsonPatchException">The patch is malformed, or an operation does not fit the document.</exception>
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonArray operations || operations.Count > MaximumOperations)
        {
            throw new JsonPatchException($"a JSON patch is a list of at most {MaximumOperations} operations", true);
        }

        long copied = 0;
        foreach (JsonNode? operation in operations)
        {
            target = Apply(target, operation.Map() ?? throw new JsonPatchException("an operation is an object", true), ref copied);
        }

        return target;
    }

    private static JsonNode? Apply(JsonNode? target, JsonObject operation, ref long copied)
    {
        string[] path = Pointer(operation, "path");
        switch (operation["op"].Text())
        {
            case "add":
                return Add(target, path, Value(operation));
            case "remove":
                return Remove(target, path, out _);
            case "replace":
                target = Remove(target, path, out _);
                return Add(target, path, Value(operation));
            case "move":
                string[] from = Pointer(operation, "from");
                if (path.Length > from.Length && path.AsSpan(0, from.Length).SequenceEqual(from))
                {
                    throw new JsonPatchException("a value cannot be moved into itself", false);
                }

                target = Remove(target, from, out JsonNode? moved);
                return Add(target, path, moved);
            case "copy":
                JsonNode? source = Find(target, Pointer(operation, "from"));
                copied += JsonTree.ToUtf8(source).Length;
                return copied <= MaximumCopiedBytes
                    ? Add(target, path, source?.DeepClone())
                    : throw new JsonPatchException($"the patch copies more than {MaximumCopiedBytes} bytes", false);
            case "test":
                if (!JsonNode.DeepEquals(Find(target, path), Value(operation)))
                {
                    throw new JsonPatchException($"testing path {operation["path"].Text()} value failed", false);
                }

                return target;
            default:
                throw new JsonPatchException($"unexpected op {JsonTree.ToText(operation["op"])}", true);
        }
    }

    private static string[] Pointer(JsonObject operation, string name) =>
        JsonPointer.Parse(operation[name].Text() ?? throw new JsonPatchException($"an operation needs \"{name}\"", true));

    private static JsonNode? Value(JsonObject operation) =>
        operation.TryGetPropertyValue("value", out JsonNode? value) ? value?.DeepClone() : throw new JsonPatchException("the operation needs \"value\"", true);

    private static JsonNode? Find(JsonNode? target, ReadOnlySpan<string> path) =>
        JsonPointer.TryFind(target, path, out JsonNode? value) ? value : throw Missing(path);

    private static JsonNode? Add(JsonNode? target, string[] path, JsonNode? value)
    {
        // Every other part of the server walks trees by recursion, and relies on this bound.
        if (path.Length + JsonTree.Depth(value) > JsonTree.MaximumDepth)
        {
            throw new JsonPatchException($"the patch nests more than {JsonTree.MaximumDepth} levels", false);
        }

        if (path.Length == 0)
        {
            return value;
        }

        string last = path[^1];
        switch (Find(target, path.AsSpan(0, path.Length - 1)))
        {
            case JsonObject map:
                map[last] = value;
                return target;
            case JsonArray list when last == "-":
                list.Add(value);
                return target;
            case JsonArray list when JsonPointer.TryIndex(last, list.Count, out int index):
                list.Insert(index, value);
                return target;
            default:
                throw Missing(path);
        }
    }

    private static JsonNode? Remove(JsonNode? target, string[] path, out JsonNode? removed)
    {
        removed = Find(target, path);
        if (path.Length == 0)
        {
            return null;
        }

        JsonNode? parent = Find(target, path.AsSpan(0, path.Length - 1));
        if (parent is JsonObject map)
        {
            map.Remove(path[^1]);
        }
        else if (JsonPointer.TryIndex(path[^1], int.MaxValue, out int index))
        {
            ((JsonArray)parent!).RemoveAt(index);
        }

        return target;
    }

    private static JsonPatchException Missing(ReadOnlySpan<string> path) =>
        new($"there is no value at /{string.Join('/', path.ToArray())}", false);
}
