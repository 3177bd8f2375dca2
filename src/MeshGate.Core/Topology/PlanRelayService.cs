namespace MeshGate.Core.Topology;

/// <summary>Whom a relay may serve.</summary>
/// <param name="Segment">The segment; empty for every one, as a hub serves them.</param>
/// <param name="FirstPort">The first UDP port that it may open.</param>
/// <param name="LastPort">The last one.</param>
public sealed record PlanRelayService(string Segment, int FirstPort, int LastPort);
