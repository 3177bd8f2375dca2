using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Informers;
using MeshGate.Kubernetes.Snapshots;

namespace MeshGate.Operator.Nodes;

/// <summary>Which changes of a MeshNode the topology depends on.</summary>
public static class MeshNodeChanges
{
    /// <summary>
    /// Whether a change calls for a new plan. What a daemon measures (RTT, paths, candidates, handshakes) and what the operator
    /// itself wrote into status and labels does not.
    /// </summary>
    public static bool Matter(InformerChange<MeshNode> change)
    {
        if (change is not { Old: { } before, New: { } after })
        {
            return true;
        }

        return before.Metadata.Uid != after.Metadata.Uid
            || before.Metadata.Generation != after.Metadata.Generation
            || before.Metadata.DeletionTimestamp != after.Metadata.DeletionTimestamp
            || before.Status?.Agent?.PublicKey != after.Status?.Agent?.PublicKey
            || NodeFacts.IsRelayReached(before) != NodeFacts.IsRelayReached(after)
            || before.Spec?.Endpoint != after.Spec?.Endpoint
            || !MeshNodeReader.AddressesOf(before).SequenceEqual(MeshNodeReader.AddressesOf(after))
            || !HaveEqualLabels(before, after);
    }

    private static bool HaveEqualLabels(MeshNode before, MeshNode after)
    {
        IReadOnlyDictionary<string, string> old = MeshNodeReader.LabelsOf(before);
        IReadOnlyDictionary<string, string> now = MeshNodeReader.LabelsOf(after);
        return old.Count == now.Count && old.All(label => now.TryGetValue(label.Key, out string? value) && value == label.Value);
    }
}
