using System.Collections.Immutable;
using MeshGate.Core.Policy;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Caching;
using MeshGate.Operator.Conditions;
using MeshGate.Operator.Heartbeats;
using MeshGate.Operator.Nodes;
using MeshGate.Operator.Policies;

namespace MeshGate.Operator.Topology;

/// <summary>Reads the caches into a snapshot.</summary>
public sealed class MeshObserver(EntityCache<MeshNode> nodes, EntityCache<MeshPolicy> policies, HeartbeatMonitor heartbeats, AddressBook addresses, MeshSettings mesh)
{
    /// <summary>Reads everything a plan depends on.</summary>
    public MeshObservation Observe()
    {
        IReadOnlyList<MeshNode> all = nodes.List();
        var resolver = new PolicyResolver(mesh.Network, mesh.Mtu, all.Count, policies.List().Select(MeshPolicyReader.Read));
        var snapshots = ImmutableArray.CreateBuilder<MeshNodeSnapshot>(all.Count);
        var observed = ImmutableArray.CreateBuilder<(MeshNode, Liveness)>(all.Count);
        foreach (MeshNode node in all)
        {
            NodeSettings settings = PatientWith(node, resolver.Resolve(MeshNodeReader.LabelsOf(node)));
            Liveness liveness = heartbeats.Judge(node.Metadata.Name, node.Metadata.Uid, settings.HeartbeatTimeout);
            string? problem = MeshNodeReader.AddressesOf(node).IsEmpty ? addresses.ProblemFor(node.Metadata.Name) : null;
            snapshots.Add(MeshNodeReader.Read(node, settings, IsOnline(node, liveness), problem));
            observed.Add((node, liveness));
        }

        return new MeshObservation(new MeshSnapshot(mesh.Network, snapshots.ToImmutable()), observed.ToImmutable());
    }

    // A daemon is judged by the interval that it was told, which may be an older and longer one.
    private static NodeSettings PatientWith(MeshNode node, NodeSettings settings)
        => AssignmentTranslator.HeartbeatIntervalOf(node.Status?.Assignment) is { } told
            ? settings with { HeartbeatTimeout = HeartbeatInterval.TimeoutFor(told, settings.HeartbeatTimeout) }
            : settings;

    private static bool IsOnline(MeshNode node, Liveness liveness) => liveness == Liveness.Online
        || (liveness == Liveness.Unjudged && ConditionList.Find(node.Status?.Conditions, ConditionTypes.Online)?.Status == "True");
}
