namespace MeshGate.Core.Policy;

/// <summary>The parts of a policy that nodes take whole, one by one from the strongest policy that gives them; named as in <c>spec</c>.</summary>
[Flags]
public enum PolicyBlock
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><see cref="HeartbeatBlock"/>.</summary>
    Heartbeat = 1 << 0,

    /// <summary><see cref="TopologyBlock"/>.</summary>
    Topology = 1 << 1,

    /// <summary><see cref="ConnectionsBlock"/>.</summary>
    Connections = 1 << 2,

    /// <summary><see cref="NatTraversalBlock"/>.</summary>
    NatTraversal = 1 << 3,

    /// <summary><see cref="FailoverBlock"/>.</summary>
    Failover = 1 << 4,

    /// <summary><see cref="LoadBalancerBlock"/>.</summary>
    LoadBalancer = 1 << 5,
}
