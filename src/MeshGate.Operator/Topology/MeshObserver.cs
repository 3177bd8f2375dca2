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

/// <summary>Reads the caches into a snapshot. Of a node that is the same as the last time the snapshot has the same object, which the planner does not look at again.</summary>
public sealed class MeshObserver(EntityCache<MeshNode> nodes, EntityCache<MeshPolicy> policies, HeartbeatMonitor heartbeats, AddressBook addresses, MeshSettings mesh)
{
    private Dictionary<string, (MeshNode Node, MeshNodeSnapshot Snapshot)> _read = new(StringComparer.Ordinal);

    /// <summary>Reads everything a plan depends on, ordered by name.</summary>
    public MeshObservation Observe()
    {
        IReadOnlyList<MeshNode> all = nodes.List();
        var resolver = new PolicyResolver(mesh.Network, mesh.Mtu, all.Count, policies.List().Select(MeshPolicyReader.Read));
        var snapshots = ImmutableArray.CreateBuilder<MeshNodeSnapshot>(all.Count);
        var observed = ImmutableArray.CreateBuilder<(MeshNode, Liveness)>(all.Count);
        var read = new Dictionary<string, (MeshNode Node, MeshNodeSnapshot Snapshot)>(all.Count, StringComparer.Ordinal);
        foreach (MeshNode node in all.OrderBy(node => node.Metadata.Name, StringComparer.Ordinal))
        {
            NodeSettings settings = PatientWith(node, resolver.Resolve(MeshNodeReader.LabelsOf(node)));
            Liveness liveness = heartbeats.Judge(node.Metadata.Name, node.Metadata.Uid, settings.HeartbeatTimeout);
            string? problem = MeshNodeReader.AddressesOf(node).IsEmpty ? addresses.ProblemFor(node.Metadata.Name) : null;
            MeshNodeSnapshot snapshot = Read(node, settings, IsOnline(node, liveness), problem);
            snapshots.Add(snapshot);
            read[snapshot.Name] = (node, snapshot);
            observed.Add((node, liveness));
        }

        _read = read;
        return new MeshObservation(new MeshSnapshot(mesh.Network, snapshots.ToImmutable()), observed.ToImmutable());
    }

    private MeshNodeSnapshot Read(MeshNode node, NodeSettings settings, bool isOnline, string? problem)
        => _read.TryGetValue(node.Metadata.Name, out var last) && ReferenceEquals(last.Node, node)
            && last.Snapshot.IsOnline == isOnline && last.Snapshot.AddressProblem == problem && last.Snapshot.Settings == settings
            ? last.Snapshot
            : MeshNodeReader.Read(node, settings, isOnline, problem);

    // A daemon is judged by the interval that it was told, which may be an older and longer one.
    private static NodeSettings PatientWith(MeshNode node, NodeSettings settings)
        => AssignmentTranslator.HeartbeatIntervalOf(node.Status?.Assignment) is { } told
            ? settings with { HeartbeatTimeout = HeartbeatInterval.TimeoutFor(told, settings.HeartbeatTimeout) }
            : settings;

    private static bool IsOnline(MeshNode node, Liveness liveness) => liveness == Liveness.Online
        || (liveness == Liveness.Unjudged && ConditionList.Find(node.Status?.Conditions, ConditionTypes.Online)?.Status == "True");
}
