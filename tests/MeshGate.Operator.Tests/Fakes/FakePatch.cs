using System.Text.Json.Nodes;

namespace MeshGate.Operator.Tests.Fakes;

/// <summary>JSON merge patches (RFC 7396) with the API server's rules for status and generation.</summary>
internal static class FakePatch
{
    public static JsonObject Apply(JsonObject before, JsonObject patch, string? subresource, bool isCustom)
    {
        JsonObject after = Merge(before.DeepClone(), patch)!.AsObject();
        after["metadata"]!["resourceVersion"] = before["metadata"]!["resourceVersion"]!.DeepClone();
        if (!isCustom)
        {
            return after;
        }

        // Each endpoint writes its own half and leaves the other as it is.
        string kept = subresource == "status" ? "spec" : "status";
        after[kept] = before[kept]?.DeepClone();
        if (!JsonNode.DeepEquals(before["spec"], after["spec"]))
        {
            after["metadata"]!["generation"] = before["metadata"]!["generation"]!.GetValue<long>() + 1;
        }

        return after;
    }

    private static JsonNode? Merge(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
        {
            return patch?.DeepClone();
        }

        JsonObject result = target as JsonObject ?? [];
        foreach ((string name, JsonNode? value) in changes)
        {
            if (value is null)
            {
                result.Remove(name);
                continue;
            }

            JsonNode? old = result[name];
            result.Remove(name);
            result[name] = Merge(old, value);
        }

        return result;
    }
}
