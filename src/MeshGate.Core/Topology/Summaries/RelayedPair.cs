using MeshGate.Core.Paths;

namespace MeshGate.Core.Topology.Summaries;

/// <summary>Two nodes that speak, but not directly.</summary>
/// <param name="One">The one whose name comes first.</param>
/// <param name="Other">The other.</param>
/// <param name="Kind">How their session goes.</param>
/// <param name="Relay">The relay, where it goes by one that is known.</param>
/// <param name="Reason">Why it is not direct, in a daemon's words; null where none says so.</param>
public sealed record RelayedPair(string One, string Other, PathKind Kind, string? Relay, string? Reason);
