using System.Net;
using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Operator.Nodes;

/// <summary>Keeps the labels by which a MeshNode is found by its addresses; see <see cref="AddressLabel"/>. A function of its arguments.</summary>
public static class AddressLabels
{
    /// <summary>The labels of a node with these addresses.</summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<IPAddress> addresses)
        => addresses.Select(AddressLabel.KeyOf).Distinct().ToDictionary(key => key, _ => string.Empty, StringComparer.Ordinal);

    /// <summary>
    /// What a merge patch is to say of the labels of a node with these addresses: those that it lacks, and null for those of addresses
    /// that it has no longer. Other labels are not looked at.
    /// </summary>
    /// <returns>The patch of <c>metadata.labels</c>, in the order of the keys; null when nothing is to change.</returns>
    public static JsonObject? Patch(MeshNode node, IEnumerable<IPAddress> addresses)
    {
        ArgumentNullException.ThrowIfNull(node);
        IReadOnlyDictionary<string, string> wanted = Of(addresses);
        IDictionary<string, string> present = node.Metadata.Labels ?? new Dictionary<string, string>();
        IEnumerable<KeyValuePair<string, JsonNode?>> changes =
        [
            .. wanted.Where(label => !present.TryGetValue(label.Key, out string? value) || value != label.Value).Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value)),
            .. present.Keys.Where(key => AddressLabel.IsKey(key) && !wanted.ContainsKey(key)).Select(key => KeyValuePair.Create(key, (JsonNode?)null)),
        ];
        var patch = new JsonObject(changes.OrderBy(change => change.Key, StringComparer.Ordinal));
        return patch.Count > 0 ? patch : null;
    }
}
