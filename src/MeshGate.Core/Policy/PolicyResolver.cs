using System.Collections.Immutable;
using MeshGate.Core.Addressing;
using MeshGate.Core.Topology;

namespace MeshGate.Core.Policy;

/// <summary>
/// The settings in force for nodes. Setting by setting the policy with the highest priority that selects the node and sets it
/// wins; among equals the older one; what no policy sets has its default.
/// </summary>
public sealed class PolicyResolver
{
    private static readonly TimeSpan DefaultHeartbeatTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DefaultKeepAliveInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DefaultDiscoveryInterval = TimeSpan.FromSeconds(30);

    private readonly ImmutableArray<string> _meshCidrs;
    private readonly int _mtu;
    private readonly TimeSpan _heartbeatInterval;

    /// <summary>Judges the policies once, for any number of nodes.</summary>
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
        Policies = [.. policies
            .OrderByDescending(policy => policy.Priority)
            .ThenBy(policy => policy.Created)
            .ThenBy(policy => policy.Name, StringComparer.Ordinal)
            .Select(PolicyParser.Parse)];
    }

    /// <summary>The judged policies, strongest first.</summary>
    public ImmutableArray<ParsedPolicy> Policies { get; }

    /// <summary>The settings for a node with these labels.</summary>
    public NodeSettings Resolve(IReadOnlyDictionary<string, string> labels)
    {
        ParsedPolicy[] selecting = [.. Policies.Where(policy => policy.Selects(labels))];
        TimeSpan timeout = Strongest(policy => policy.HeartbeatTimeout) ?? DefaultHeartbeatTimeout;
        return new NodeSettings
        {
            MeshCidrs = _meshCidrs,
            Mtu = _mtu,
            StunServers = Strongest(policy => policy.StunServers) ?? [],
            KeepAliveInterval = Strongest(policy => policy.KeepAliveInterval) ?? DefaultKeepAliveInterval,
            DiscoveryInterval = Strongest(policy => policy.DiscoveryInterval) ?? DefaultDiscoveryInterval,
            HeartbeatInterval = _heartbeatInterval,
            HeartbeatTimeout = HeartbeatInterval.TimeoutFor(_heartbeatInterval, timeout),
        };

        T? Strongest<T>(Func<ParsedPolicy, T?> setting)
            where T : struct
            => selecting.Select(setting).FirstOrDefault(value => value is not null);
    }
}
