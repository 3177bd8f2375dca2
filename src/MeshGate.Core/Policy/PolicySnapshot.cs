using System.Collections.Immutable;
using MeshGate.Core.Topology;
using MeshGate.Core.Validation;

namespace MeshGate.Core.Policy;

/// <summary>A policy: the blocks it gives, each filled up with defaults, and what is wrong with the rest.</summary>
public sealed record PolicySnapshot
{
    /// <summary>The policy's name, unique.</summary>
    public required string Name { get; init; }

    /// <summary>The policy's age against others.</summary>
    public required CreationOrder Created { get; init; }

    /// <summary>The higher wins.</summary>
    public int Priority { get; init; }

    /// <summary>The nodes it applies to; null where it cannot be read, so that the policy applies to none.</summary>
    public LabelSelector? Selector { get; init; } = LabelSelector.Everything;

    /// <summary>The heartbeat block, or null.</summary>
    public HeartbeatBlock? Heartbeat { get; init; }

    /// <summary>The topology block, or null.</summary>
    public TopologyBlock? Topology { get; init; }

    /// <summary>The connections block, or null.</summary>
    public ConnectionsBlock? Connections { get; init; }

    /// <summary>The natTraversal block, or null.</summary>
    public NatTraversalBlock? NatTraversal { get; init; }

    /// <summary>The failover block, or null.</summary>
    public FailoverBlock? Failover { get; init; }

    /// <summary>The loadBalancer block, or null.</summary>
    public LoadBalancerBlock? LoadBalancer { get; init; }

    /// <summary>What is wrong with it.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>What is to be said about it by itself.</summary>
    public PolicyVerdictReason Reason => Selector is null ? PolicyVerdictReason.InvalidSelector
        : Findings.IsEmpty ? PolicyVerdictReason.Accepted
        : PolicyVerdictReason.InvalidSetting;

    /// <summary>The same for a person, naming each field that is wrong.</summary>
    public string Message => Reason switch
    {
        PolicyVerdictReason.InvalidSelector => $"{Finding.Join(Findings)} The policy applies to no node.",
        PolicyVerdictReason.InvalidSetting => $"{Finding.Join(Findings)} The other settings apply.",
        _ => "Every setting applies.",
    };

    /// <summary>The blocks it gives.</summary>
    public PolicyBlock Blocks =>
        (Heartbeat is null ? PolicyBlock.None : PolicyBlock.Heartbeat)
        | (Topology is null ? PolicyBlock.None : PolicyBlock.Topology)
        | (Connections is null ? PolicyBlock.None : PolicyBlock.Connections)
        | (NatTraversal is null ? PolicyBlock.None : PolicyBlock.NatTraversal)
        | (Failover is null ? PolicyBlock.None : PolicyBlock.Failover)
        | (LoadBalancer is null ? PolicyBlock.None : PolicyBlock.LoadBalancer);

    /// <summary>Whether it selects a node with these labels.</summary>
    public bool Selects(IReadOnlyDictionary<string, string> labels) => Selector?.Matches(labels) ?? false;
}
