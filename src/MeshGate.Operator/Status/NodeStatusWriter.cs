using System.Collections.Concurrent;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Caching;
using MeshGate.Operator.Nodes;
using MeshGate.Operator.Topology;

namespace MeshGate.Operator.Status;

/// <summary>
/// The one place that writes the operator's part of MeshNodes' status, always from the newest plan: by merge patch, only what
/// changed, and nothing when nothing changed. Safe for concurrent use; writes to one node happen one after another.
/// </summary>
public sealed class NodeStatusWriter(IKubernetesClient client, EntityCache<MeshNode> nodes, PlanStore plans, StatusEvents events, TimeProvider time)
{
    /// <summary>How long a difference that may wait waits, counted from the last write.</summary>
    public static readonly TimeSpan Spacing = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan CountSpacing = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, NodeState> _states = new(StringComparer.Ordinal);
    private readonly long _start = time.GetTimestamp();
    private long _writes;

    /// <summary>How many writes were made so far.</summary>
    public long Writes => Interlocked.Read(ref _writes);

    /// <summary>Brings a node's status to what is planned.</summary>
    /// <returns>When to call again because a write or a judgement was put off; null if none was.</returns>
    public async Task<TimeSpan?> WriteAsync(string name, CancellationToken cancellationToken)
    {
        NodeState state = _states.GetOrAdd(name, _ => new NodeState());
        await state.Gate.WaitAsync(cancellationToken);
        try
        {
            return await WriteAsync(name, state, cancellationToken);
        }
        finally
        {
            state.Gate.Release();
        }
    }

    /// <summary>Forgets a node that is gone.</summary>
    public void Forget(string name) => _states.TryRemove(name, out _);

    private async Task<TimeSpan?> WriteAsync(string name, NodeState state, CancellationToken cancellationToken)
    {
        // The plan is looked up only now: one that was handed over could be older than what stands.
        if (!plans.Nodes.TryGetValue(name, out PlannedNode? planned) || nodes.Get(name) is not { } node || !IsAbout(planned, node))
        {
            return null;
        }

        TimeSpan now = time.GetElapsedTime(_start);
        TimeSpan? left = state.Following.Observe(node.Status?.Agent?.AppliedRevision, planned.Assignment.Revision, nodes.IsConnected, nodes.Interruptions, now);
        MeshNodeStatus wanted = NodeStatus.Wanted(planned, node.Status, isOverdue: left <= TimeSpan.Zero, time.GetUtcNow()) with { Settled = SettledFields.After(node, planned) };
        TimeSpan? again = left > TimeSpan.Zero ? left : null;
        switch (NodeStatus.Compare(node.Status, wanted))
        {
            case StatusDifference.None:
                return again;
            case StatusDifference.CountOnly when state.WrittenAt + CountSpacing - now is { } wait && wait > TimeSpan.Zero:
                return again < wait ? again : wait;
            case StatusDifference.MayWait when state.WrittenAt + Spacing - now is { } wait && wait > TimeSpan.Zero:
                return again < wait ? again : wait;
        }

        if (NodeStatus.Patch(node.Status, wanted) is not { } patch)
        {
            return again;
        }

        nodes.Remember(await client.PatchAsync(Resources.MeshNodes, NamespacedName.Cluster(name), patch, "status", cancellationToken));
        state.WrittenAt = time.GetElapsedTime(_start);
        Interlocked.Increment(ref _writes);
        events.Tell(node, wanted);
        return again;
    }

    // Where the object changed since, or is about to be given its addresses, a plan that answers that is on its way.
    private static bool IsAbout(PlannedNode planned, MeshNode node)
        => planned.Uid == node.Metadata.Uid
            && planned.Generation == node.Metadata.Generation
            && !(planned.Plan.Verdict.Reason == VerdictReason.Pending && node.Status?.Assignment is null && MeshNodeReader.AddressesOf(node).IsEmpty);

    private sealed class NodeState
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public FollowingTracker Following { get; } = new();

        public TimeSpan? WrittenAt { get; set; }
    }
}
