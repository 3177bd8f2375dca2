using System.Collections.Immutable;
using MeshGate.Core.Topology.Tuning;

namespace MeshGate.Core.Topology;

/// <summary>The whole mesh as it is wanted.</summary>
/// <param name="Nodes">One entry for each node of the snapshot, ordered by name.</param>
public sealed record MeshPlan(ImmutableArray<NodePlan> Nodes)
{
    /// <summary>The segments that have peers, ordered by number. A plan that was read back from the assignments has none: no plan depends on those of a previous one.</summary>
    public ImmutableArray<SegmentPlan> Segments { get; init; } = [];

    /// <summary>What the next plan is to know of measurements; null where nothing is. No assignment has it: whoever keeps it hands it on with the plan that was read back.</summary>
    public TuningState? Tuning { get; init; }

    /// <summary>The names of the nodes whose assignment is another than in a previous plan, ordered; nodes that are gone are not among them.</summary>
    /// <param name="previous">The plan before, or null.</param>
    public ImmutableArray<string> ChangedSince(MeshPlan? previous)
    {
        var before = (previous?.Nodes ?? []).ToDictionary(node => node.Name, node => node.Assignment.Revision, StringComparer.Ordinal);
        return [.. Nodes.Where(node => before.GetValueOrDefault(node.Name) != node.Assignment.Revision).Select(node => node.Name)];
    }
}
