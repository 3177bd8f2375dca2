using System.Text.Json.Nodes;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Patches;
using MeshGate.Kubernetes.Serialization;
using MeshGate.Operator.Caching;
using MeshGate.Operator.Conditions;
using MeshGate.Operator.Nodes;

namespace MeshGate.Operator.Policies;

/// <summary>Writes what became of MeshPolicies: how many nodes each selects and whether all of it applies. Nothing when nothing changed.</summary>
public sealed class PolicyStatusWriter(IKubernetesClient client, EntityCache<MeshPolicy> policies, EntityCache<MeshNode> nodes, TimeProvider time) : IDisposable
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
                policies.Remember(await client.PatchAsync(Resources.MeshPolicies, NamespacedName.Cluster(name), patch, "status", cancellationToken));
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
        ParsedPolicy parsed = PolicyParser.Parse(MeshPolicyReader.Read(policy));
        Condition ready = ConditionList.Of(ConditionTypes.Ready, parsed.Reason == PolicyVerdictReason.Accepted, parsed.Reason.ToString(), parsed.Message);
        var wanted = new MeshPolicyStatus
        {
            ObservedGeneration = policy.Metadata.Generation,
            MatchedNodes = nodes.List().Count(node => parsed.Selects(MeshNodeReader.LabelsOf(node))),
            Conditions = ConditionList.Merge(policy.Status?.Conditions, [ready], policy.Metadata.Generation, time.GetUtcNow()),
        };
        return MergePatch.Create(MeshGateJson.ToNode(policy.Status ?? new MeshPolicyStatus()), MeshGateJson.ToNode(wanted)) is { } difference
            ? new JsonObject { ["status"] = difference }
            : null;
    }
}
