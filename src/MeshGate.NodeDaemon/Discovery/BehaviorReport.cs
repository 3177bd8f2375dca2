using MeshGate.Probing.Behavior;
using MeshGate.Traversal.Discovery;

namespace MeshGate.NodeDaemon.Discovery;

/// <summary>What was measured about the NATs and firewalls in front of this machine.</summary>
public sealed record BehaviorReport
{
    /// <summary>Over IPv4; null when the machine or the servers have none.</summary>
    public BehaviorFindings? Ipv4 { get; init; }

    /// <summary>Over IPv6, likewise.</summary>
    public BehaviorFindings? Ipv6 { get; init; }

    /// <summary>The shorter of both families' mapping lifetimes; null until measured.</summary>
    public MappingLifetime? Lifetime { get; init; }
}
