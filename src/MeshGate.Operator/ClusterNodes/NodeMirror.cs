using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using k8s.Models;
using MeshGate.Core.Addressing;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Events;
using MeshGate.Kubernetes.Informers;
using MeshGate.Operator.Caching;
using MeshGate.Operator.Events;
using MeshGate.Operator.Nodes;

namespace MeshGate.Operator.ClusterNodes;

/// <summary>
/// Keeps a MeshNode for each selected Kubernetes Node, as <see cref="MirrorRules"/> decide. Level-based: whatever changed, Node
/// or MeshNode, one name is looked at. Safe for concurrent use.
/// </summary>
public sealed class NodeMirror(
    IKubernetesClient client, IInformer<ClusterNode>? sources, EntityCache<MeshNode> targets, AddressBook addresses, EventQueue events, PodNetworks pods)
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    // Said once for each object while the operator runs: an Event at each look would be a write at each look.
    private readonly ConcurrentDictionary<string, string> _refused = new(StringComparer.Ordinal);

    /// <summary>Whether a MeshNode may be one that stands for a Node.</summary>
    public bool Concerns(MeshNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return sources is not null && (MirrorRules.IsOurs(node) || sources.Get(NamespacedName.Cluster(node.Metadata.Name)) is not null);
    }

    /// <summary>Brings the MeshNode of a name to where it should be.</summary>
    /// <returns>When to look again, because nothing can be decided yet; null if it was.</returns>
    public async Task<TimeSpan?> ReconcileAsync(string name, CancellationToken cancellationToken)
    {
        if (sources is null)
        {
            return null;
        }

        // Before the first list, and while the watch is broken, a Node that is not there says nothing.
        if (!sources.Synced.IsCompletedSuccessfully || !sources.IsConnected || !targets.Synced.IsCompletedSuccessfully)
        {
            return Again;
        }

        MeshNode? target = targets.Get(name);
        ClusterNode? source = sources.Get(NamespacedName.Cluster(name));
        MirrorAction action = MirrorRules.Decide(source, target);
        switch (action.Step)
        {
            case MirrorStep.Create:
                await CreateAsync(name, action.Spec!, cancellationToken);
                break;
            case MirrorStep.Patch:
                var patch = new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = target!.Metadata.ResourceVersion }, ["spec"] = action.Spec };
                targets.Remember(await client.PatchAsync(Resources.MeshNodes, NamespacedName.Cluster(name), patch, null, cancellationToken));
                break;
            case MirrorStep.Delete:
                return await DeleteAsync(name, cancellationToken);
            case MirrorStep.Refuse:
                Refuse(target!, action.Message!);
                break;
            case MirrorStep.None:
                await pods.ReconcileAsync(source, target, cancellationToken);
                break;
        }

        return null;
    }

    private async Task CreateAsync(string name, JsonObject spec, CancellationToken cancellationToken)
    {
        // With finalizer, addresses and their labels, which would be its first patch otherwise.
        AddressAllocation allocation = addresses.Choose(name, null);
        var node = new MeshNode
        {
            Metadata = new V1ObjectMeta
            {
                Name = name,
                Labels = new Dictionary<string, string>(AddressLabels.Of(allocation.Addresses)) { [MirrorRules.ManagedByLabel] = MirrorRules.ManagedBy },
                Finalizers = [MeshGateApi.Finalizer],
            },
            Spec = new MeshNodeSpec
            {
                NodeName = name,
                Region = spec["region"]?.GetValue<string>(),
                Zone = spec["zone"]?.GetValue<string>(),
                Addresses = allocation.Error is null ? [.. allocation.Addresses.Select(address => address.ToString())] : null,
            },
        };
        targets.Remember(await client.CreateAsync(Resources.MeshNodes, node, cancellationToken));
    }

    private async Task<TimeSpan?> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        // A deletion cannot be taken back: both ends are read afresh.
        ClusterNode? source = await client.GetAsync(Resources.Nodes, NamespacedName.Cluster(name), cancellationToken);
        MeshNode? target = await client.GetAsync(Resources.MeshNodes, NamespacedName.Cluster(name), cancellationToken);
        if (source is not null && sources!.Get(NamespacedName.Cluster(name)) is not null)
        {
            return Again;
        }

        if (MirrorRules.Decide(null, target).Step == MirrorStep.Delete)
        {
            events.Tell(target!, EventType.Normal, "NodeGone", source is null ? $"Kubernetes Node {name} is gone." : $"Kubernetes Node {name} is selected no longer.");
            await client.DeleteAsync(Resources.MeshNodes, NamespacedName.Cluster(name), cancellationToken);
        }

        return null;
    }

    private void Refuse(MeshNode target, string message)
    {
        string uid = target.Metadata.Uid ?? target.Metadata.Name;
        if (!_refused.TryGetValue(uid, out string? said) || said != message)
        {
            _refused[uid] = message;
            events.Tell(target, EventType.Warning, "NotAdopted", message);
        }
    }
}
