using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Links;

/// <summary>A region of a scenario: what stands in it reaches everybody else over its link.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Link">How the link is at first.</param>
/// <param name="Position">Where the scenario names it.</param>
public sealed record RegionSpec(string Name, LinkSpec Link, SourcePosition Position);
