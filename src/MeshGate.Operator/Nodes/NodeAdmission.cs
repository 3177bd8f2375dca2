using System.Text.Json.Nodes;
using MeshGate.Core.Addressing;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Caching;

namespace MeshGate.Operator.Nodes;

/// <summary>
/// Gives a new MeshNode, in one write, what it needs before anything else: the finalizer, where it has none its addresses, once,
/// and the labels by which it is found by them. Written only onto the version of the object that was looked at, so that what
/// somebody else wrote meanwhile stands. Safe for concurrent use.
/// </summary>
public sealed class NodeAdmission(IKubernetesClient client, EntityCache<MeshNode> nodes, AddressBook addresses)
{
    /// <summary>Sees to it that a node has finalizer, addresses and their labels.</summary>
    /// <returns>Why it cannot have addresses, or null.</returns>
    /// <exception cref="KubernetesApiException">Also when somebody else changed the object meanwhile (409); to be tried again.</exception>
    public async Task<string?> AdmitAsync(string name, CancellationToken cancellationToken)
    {
        if (nodes.Get(name) is not { Metadata.DeletionTimestamp: null } node)
        {
            return null;
        }

        AddressAllocation? allocation = MeshNodeReader.AddressesOf(node).IsEmpty ? addresses.Choose(name, node.Metadata.Uid) : null;
        var metadata = new JsonObject();
        if (node.Metadata.Finalizers?.Contains(MeshGateApi.Finalizer) != true)
        {
            string[] finalizers = [.. node.Metadata.Finalizers ?? [], MeshGateApi.Finalizer];
            metadata["finalizers"] = ArrayOf(finalizers);
        }

        if (AddressLabels.Patch(node, allocation?.Addresses ?? MeshNodeReader.ReadAddresses(node)) is { } labels)
        {
            metadata["labels"] = labels;
        }

        var patch = new JsonObject();
        if (allocation is { Error: null })
        {
            patch["spec"] = new JsonObject { ["addresses"] = ArrayOf(allocation.Addresses.Select(address => address.ToString())) };
        }

        if (metadata.Count + patch.Count > 0)
        {
            metadata["resourceVersion"] = node.Metadata.ResourceVersion;
            patch["metadata"] = metadata;
            nodes.Remember(await client.PatchAsync(Resources.MeshNodes, NamespacedName.Cluster(name), patch, null, cancellationToken));
        }

        return allocation?.Error;
    }

    private static JsonArray ArrayOf(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
