using System.Collections.Immutable;

namespace MeshGate.Operator.Topology;

/// <summary>The newest plan, for everybody who acts on single nodes between two plans.</summary>
public sealed class PlanStore
{
    private volatile ImmutableDictionary<string, PlannedNode>? _nodes;

    /// <summary>The nodes of the newest plan by name; empty before the first.</summary>
    public ImmutableDictionary<string, PlannedNode> Nodes => _nodes ?? ImmutableDictionary<string, PlannedNode>.Empty;

    /// <summary>Replaces the plan.</summary>
    public void Replace(IEnumerable<PlannedNode> nodes)
        => _nodes = nodes.ToImmutableDictionary(node => node.Plan.Name, StringComparer.Ordinal);
}
