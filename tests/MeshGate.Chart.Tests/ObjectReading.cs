using System.Text.Json.Nodes;

namespace MeshGate.Chart.Tests;

/// <summary>Reads Kubernetes objects.</summary>
internal static class ObjectReading
{
    private static readonly string[] ByHelm = ["helm.sh/", "app.kubernetes.io/", "meta.helm.sh/"];

    /// <summary>The object's kind.</summary>
    public static string Kind(this JsonNode item) => (string)item["kind"]!;

    /// <summary>Version, kind, namespace and name.</summary>
    public static string Identity(this JsonNode item)
        => $"{item["apiVersion"]} {item["kind"]} {item["metadata"]?["namespace"]}/{item["metadata"]?["name"]}";

    /// <summary>Whether it is installed for <c>helm test</c> alone.</summary>
    public static bool IsHook(this JsonNode item) => item["metadata"]?["annotations"]?["helm.sh/hook"] is not null;

    /// <summary>The pod of a workload, or of a Pod itself; null for other kinds.</summary>
    public static JsonObject? PodSpec(this JsonNode item) => item.Kind() switch
    {
        "Deployment" or "DaemonSet" => (JsonObject?)item["spec"]!["template"]!["spec"],
        "Pod" => (JsonObject?)item["spec"],
        _ => null,
    };

    /// <summary>The texts of a list; none where there is no list.</summary>
    public static IReadOnlyList<string> Texts(this JsonNode? list) => [.. (list as JsonArray ?? []).Select(item => (string)item!)];

    /// <summary>A copy without the labels and annotations that say who installed it.</summary>
    public static JsonObject WithoutHelm(this JsonObject item)
    {
        var copy = (JsonObject)item.DeepClone();
        var metadata = (JsonObject)copy["metadata"]!;
        foreach (var name in (string[])["labels", "annotations"])
        {
            if (metadata[name] is not JsonObject map)
            {
                continue;
            }

            foreach (var key in map.Select(entry => entry.Key).Where(key => ByHelm.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal))).ToArray())
            {
                map.Remove(key);
            }

            if (map.Count == 0)
            {
                metadata.Remove(name);
            }
        }

        return copy;
    }
}
