using System.Text.Json.Nodes;

namespace MeshGate.Cli.Bundles;

/// <summary>Of the cluster's Nodes, what bears on a mesh: annotations, images and volumes are others' business.</summary>
internal static class ClusterNodes
{
    private static readonly string[] Status = ["addresses", "conditions", "nodeInfo"];

    /// <summary>The list with that alone.</summary>
    public static JsonNode Slim(JsonNode? list) => new JsonArray([.. ((list?["items"] as JsonArray) ?? []).Select(SlimNode)]);

    private static JsonNode SlimNode(JsonNode? node)
    {
        var status = new JsonObject();
        foreach (string field in Status)
        {
            status[field] = node?["status"]?[field]?.DeepClone();
        }

        return new JsonObject
        {
            ["name"] = node?["metadata"]?["name"]?.DeepClone(),
            ["labels"] = node?["metadata"]?["labels"]?.DeepClone(),
            ["podCIDRs"] = node?["spec"]?["podCIDRs"]?.DeepClone(),
            ["taints"] = node?["spec"]?["taints"]?.DeepClone(),
            ["status"] = status,
        };
    }
}
