using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Nodes;

namespace MeshGate.Operator.Policies;

/// <summary>Turns MeshPolicies into what the resolver takes. A bad setting has its default and is named; the rest stands.</summary>
public static class MeshPolicyReader
{
    /// <summary>A policy as the resolver takes it.</summary>
    public static PolicySnapshot Read(MeshPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        MeshPolicySpec spec = policy.Spec ?? new MeshPolicySpec();
        var reader = new SettingReader();
        LabelSelector? selector = SelectorReader.Read(spec.NodeSelector, reader);
        return new PolicySnapshot
        {
            Name = policy.Metadata.Name,
            Created = MeshNodeReader.CreatedOf(policy.Metadata),
            Priority = reader.Read(PolicySettings.Priority, (int?)spec.Priority),
            Selector = selector,
            Heartbeat = spec.Heartbeat is { } heartbeat ? new HeartbeatBlock { Timeout = reader.Read(PolicySettings.HeartbeatTimeout, heartbeat.Timeout) } : null,
            Topology = spec.Topology is { } topology ? PolicyBlockReader.Read(topology, reader) : null,
            Connections = spec.Connections is { } connections ? PolicyBlockReader.Read(connections, reader) : null,
            NatTraversal = spec.NatTraversal is { } traversal ? PolicyBlockReader.Read(traversal, reader) : null,
            Failover = spec.Failover is { } failover ? PolicyBlockReader.Read(failover, reader) : null,
            LoadBalancer = spec.LoadBalancer is { } balancer ? PolicyBlockReader.Read(balancer, reader) : null,
            Findings = [.. reader.Findings],
        };
    }
}
