using System.Collections.Concurrent;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Caching;
using MeshGate.Operator.Topology;

namespace MeshGate.Operator.Status;

/// <summary>
/// The one place that writes the operator's part of MeshNodes' status: by merge patch, only what changed, and nothing when nothing
/// changed. Safe for concurrent use; writes to one node happen one after another.
/// </summary>
public sealed class NodeStatusWriter(IKubernetesClient client, EntityCache<MeshNode> nodes, StatusEvents events, TimeProvider time)
{
    private static readonly TimeSpan CountInterval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, NodeState> _states = new(StringComparer.Ordinal);

    /// <summary>Brings a node's status to what is planned.</summary>
    /// <returns>When to call again because a write was put off; null if none was.</returns>
    public async Task<TimeSpan?> WriteAsync(PlannedNode planned, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(planned);
        string name = planned.Plan.Name;
        NodeState state = _states.GetOrAdd(name, _ => new NodeState());
        await state.Gate.WaitAsync(cancellationToken);
        try
        {
            return await WriteAsync(planned, state, cancellationToken);
        }
        finally
        {
            state.Gate.Release();
        }
    }

    /// <summary>Forgets a node that is gone.</summary>
    public void Forget(string name) => _states.TryRemove(name, out _);

    private async Task<TimeSpan?> WriteAsync(PlannedNode planned, NodeState state, CancellationToken cancellationToken)
    {
        if (nodes.Get(planned.Plan.Name) is not { } node || node.Metadata.Uid != planned.Uid)
        {
            return null;
        }

        MeshNodeStatus wanted = NodeStatus.Wanted(planned, node.Status, time.GetUtcNow()) with { Settled = SettledFields.After(node, planned) };
        switch (NodeStatus.Compare(node.Status, wanted))
        {
            case StatusDifference.None:
                return null;
            case StatusDifference.CountOnly when state.WrittenAt is { } at && time.GetElapsedTime(at) < CountInterval:
                return CountInterval - time.GetElapsedTime(at);
        }

        if (NodeStatus.Patch(node.Status, wanted) is not { } patch)
        {
            return null;
        }

        nodes.Remember(await client.PatchAsync(Resources.MeshNodes, NamespacedName.Cluster(node.Metadata.Name), patch, "status", cancellationToken));
        state.WrittenAt = time.GetTimestamp();
        await events.TellAsync(node, wanted, cancellationToken);
        return null;
    }

    private sealed class NodeState
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public long? WrittenAt { get; set; }
    }
}
