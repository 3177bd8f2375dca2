using System.Collections.Immutable;
using MeshGate.Core.Addressing;
using MeshGate.Core.Topology;

namespace MeshGate.Core.Policy;

/// <summary>
/// The settings in force for nodes. Block by block the policy with the highest priority that selects the node and gives the block
/// wins, and its block counts whole: what it leaves open has its default. Among equals the older wins, then the first by name.
/// A block that no policy gives has its defaults.
/// </summary>
public sealed class PolicyResolver
{
    private readonly ImmutableArray<string> _meshCidrs;
    private readonly int _mtu;
    private readonly TimeSpan _heartbeatInterval;

    /// <summary>Orders the policies once, for any number of nodes.</summary>
    /// <param name="network">The mesh's address ranges.</param>
    /// <param name="mtu">MTU of the tunnels in bytes.</param>
    /// <param name="meshSize">How many nodes the mesh has; see <see cref="HeartbeatInterval"/>.</param>
    /// <param name="policies">The policies, in any order.</param>
    public PolicyResolver(MeshNetwork network, int mtu, int meshSize, IEnumerable<PolicySnapshot> policies)
    {
        ArgumentNullException.ThrowIfNull(network);
        _meshCidrs = [.. network.Ranges.Select(range => range.ToString())];
        _mtu = mtu;
        _heartbeatInterval = HeartbeatInterval.ForMeshOf(meshSize);
        Policies = PolicyOrder.Sort(policies);
    }

    /// <summary>The policies, strongest first.</summary>
    public ImmutableArray<PolicySnapshot> Policies { get; }

    /// <summary>The settings for a node with these labels.</summary>
    public NodeSettings Resolve(IReadOnlyDictionary<string, string> labels)
    {
        PolicySnapshot[] selecting = [.. Policies.Where(policy => policy.Selects(labels))];
        HeartbeatBlock heartbeat = Strongest(policy => policy.Heartbeat) ?? new HeartbeatBlock();
        return new NodeSettings
        {
            MeshCidrs = _meshCidrs,
            Mtu = _mtu,
            HeartbeatInterval = _heartbeatInterval,
            HeartbeatTimeout = HeartbeatInterval.TimeoutFor(_heartbeatInterval, heartbeat.Timeout),
            Topology = Strongest(policy => policy.Topology) ?? new TopologyBlock(),
            Connections = Strongest(policy => policy.Connections) ?? new ConnectionsBlock(),
            NatTraversal = Strongest(policy => policy.NatTraversal) ?? new NatTraversalBlock(),
            Failover = Strongest(policy => policy.Failover) ?? new FailoverBlock(),
            LoadBalancer = Strongest(policy => policy.LoadBalancer) ?? new LoadBalancerBlock(),
        };

        T? Strongest<T>(Func<PolicySnapshot, T?> block)
            where T : class
            => selecting.Select(block).FirstOrDefault(value => value is not null);
    }
}
