using System.Text.Json.Nodes;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Patches;
using MeshGate.Kubernetes.Serialization;
using MeshGate.Operator.Caching;
using MeshGate.Operator.Conditions;
using MeshGate.Operator.Events;
using MeshGate.Operator.Nodes;
using MeshGate.Operator.Topology;
using MeshGate.Operator.Turn;

namespace MeshGate.Operator.Policies;

/// <summary>
/// Writes what became of MeshPolicies: how many nodes each selects, whether all of it applies, and which
/// policies of the same priority win over it. Nothing when nothing changed.
/// </summary>
public sealed class PolicyStatusWriter(IKubernetesClient client, EntityCache<MeshPolicy> policies, EntityCache<MeshNode> nodes, PlanStore plans, TurnSecrets secrets, EventQueue events, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>Brings the status of one policy up to date.</summary>
    public async Task WriteAsync(string name, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (policies.Get(name) is { } policy && Patch(policy) is { } patch)
            {
                MeshPolicy written = await client.PatchAsync(Resources.MeshPolicies, NamespacedName.Cluster(name), patch, "status", cancellationToken);
                policies.Remember(written);
                RefusalEvents.Tell(events, policy, policy.Status?.Conditions, written.Status?.Conditions);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private JsonObject? Patch(MeshPolicy policy)
    {
        PolicySnapshot[] snapshots = [.. policies.List().Select(MeshPolicyReader.Read)];
        PolicySnapshot snapshot = MeshPolicyReader.Read(policy);
        PolicyUse use = PolicyOrder.Examine(snapshot.Name, snapshots, nodes.List().Select(node => (node.Metadata.Name, MeshNodeReader.LabelsOf(node))));
        Progress progress = snapshot.Reason == PolicyVerdictReason.Accepted ? Progress.Ready : Progress.Refused;
        bool hasConflict = !use.Conflicts.IsEmpty;
        Condition conflict = ConditionList.Of(ConditionTypes.Conflict, hasConflict, hasConflict ? "SamePriority" : "NoConflict", use.Message);
        var wanted = new MeshPolicyStatus
        {
            ObservedGeneration = policy.Metadata.Generation,
            MatchedNodes = use.Matched,
            AppliedNodes = use.Applied,
            ConflictingNodes = use.Conflicting,
            Conditions = ConditionList.Merge(
                policy.Status?.Conditions,
                [
                    .. ProgressConditions.For(progress, snapshot.Reason.ToString(), snapshot.Message),
                    conflict,
                    .. new[] { TurnConditions.For(policy, secrets.Find), TopologyCondition.For(snapshot, use, plans.Nodes) }.OfType<Condition>(),
                ],
                policy.Metadata.Generation,
                time.GetUtcNow()),
        };
        return MergePatch.Create(MeshGateJson.ToNode(policy.Status ?? new MeshPolicyStatus()), MeshGateJson.ToNode(wanted)) is { } difference
            ? new JsonObject { ["status"] = difference }
            : null;
    }
}
