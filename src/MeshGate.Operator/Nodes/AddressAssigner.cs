using System.Text.Json.Nodes;
using MeshGate.Core.Addressing;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Events;
using MeshGate.Operator.Caching;
using MeshGate.Operator.Topology;

namespace MeshGate.Operator.Nodes;

/// <summary>
/// Writes addresses into the specs of nodes that have none, once. One at a time, so that no two nodes are given one address; and
/// only onto the version of the object that was looked at, so that what somebody else wrote meanwhile stands.
/// </summary>
public sealed class AddressAssigner(IKubernetesClient client, EntityCache<MeshNode> nodes, IEventRecorder events, MeshSettings mesh) : IDisposable
{
    private readonly AddressAllocator _allocator = new(mesh.Network);
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>Sees to it that a node has addresses.</summary>
    /// <returns>Why it cannot have any, or null.</returns>
    /// <exception cref="KubernetesApiException">Also when somebody else changed the object meanwhile (409); to be tried again.</exception>
    public async Task<string?> AssignAsync(string name, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (nodes.Get(name) is not { } node || !MeshNodeReader.AddressesOf(node).IsEmpty)
            {
                return null;
            }

            AddressAllocation allocation = _allocator.Allocate(name, TakenAddresses.Of(nodes.List()));
            if (allocation.Error is { } error)
            {
                return error;
            }

            string[] addresses = [.. allocation.Addresses.Select(address => address.ToString())];
            var patch = new JsonObject
            {
                ["metadata"] = new JsonObject { ["resourceVersion"] = node.Metadata.ResourceVersion },
                ["spec"] = new JsonObject { ["addresses"] = new JsonArray([.. addresses.Select(address => (JsonNode)address)]) },
            };
            nodes.Remember(await client.PatchAsync(Resources.MeshNodes, NamespacedName.Cluster(name), patch, null, cancellationToken));
            await events.RecordAsync(node, EventType.Normal, "AddressAllocated", $"Allocated {string.Join(" and ", addresses)}.", cancellationToken);
            return null;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();
}
