using System.Collections.Immutable;

namespace MeshGate.Core.Topology.Summaries;

/// <summary>A segment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The form in force in it.</param>
/// <param name="Nodes">Its peers, ordered by name.</param>
/// <param name="Pinned">The links inside it, ordered.</param>
public sealed record SegmentSummary(string Name, TopologyType Type, ImmutableArray<NodeSummary> Nodes, ImmutableArray<LinkSummary> Pinned);
