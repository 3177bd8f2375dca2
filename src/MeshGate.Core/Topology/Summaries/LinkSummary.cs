namespace MeshGate.Core.Topology.Summaries;

/// <summary>Two nodes whose session stays awake.</summary>
/// <param name="One">The one whose name comes first.</param>
/// <param name="Other">The other.</param>
public readonly record struct LinkSummary(string One, string Other);
