using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Addressing;
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
public sealed class MeshObserver(EntityCache<MeshNode> nodes, EntityCache<MeshPolicy> policies, HeartbeatMonitor heartbeats, MeshSettings mesh)
{
    /// <summary>Reads everything a plan depends on.</summary>
    public MeshObservation Observe()
    {
        IReadOnlyList<MeshNode> all = nodes.List();
        var resolver = new PolicyResolver(mesh.Network, mesh.Mtu, all.Count, policies.List().Select(MeshPolicyReader.Read));
        var allocator = new AddressAllocator(mesh.Network);
        var taken = new Lazy<IReadOnlySet<IPAddress>>(() => TakenAddresses.Of(all));
        var snapshots = ImmutableArray.CreateBuilder<MeshNodeSnapshot>(all.Count);
        var observed = ImmutableArray.CreateBuilder<(MeshNode, Liveness)>(all.Count);
        foreach (MeshNode node in all)
        {
            NodeSettings settings = resolver.Resolve(MeshNodeReader.LabelsOf(node));
            Liveness liveness = heartbeats.Judge(node.Metadata.Name, node.Metadata.Uid, settings.HeartbeatTimeout);
            string? problem = MeshNodeReader.AddressesOf(node).IsEmpty ? allocator.Allocate(node.Metadata.Name, taken.Value).Error : null;
            snapshots.Add(MeshNodeReader.Read(node, settings, IsOnline(node, liveness), problem));
            observed.Add((node, liveness));
        }

        return new MeshObservation(new MeshSnapshot(mesh.Network, snapshots.ToImmutable()), observed.ToImmutable());
    }

    private static bool IsOnline(MeshNode node, Liveness liveness) => liveness == Liveness.Online
        || (liveness == Liveness.Unjudged && ConditionList.Find(node.Status?.Conditions, ConditionTypes.Online)?.Status == "True");
}
