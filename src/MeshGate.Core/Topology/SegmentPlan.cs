using System.Collections.Immutable;

namespace MeshGate.Core.Topology;

/// <summary>What a plan says about one segment.</summary>
/// <param name="Name">The segment, such as <c>segment-1</c>.</param>
/// <param name="Type">The form in force in it. Where HubSpoke or Tree is wanted and no hub can relay, it is Hybrid until one can.</param>
/// <param name="Hubs">Names of its hubs, ordered.</param>
public sealed record SegmentPlan(string Name, TopologyType Type, ImmutableArray<string> Hubs);
