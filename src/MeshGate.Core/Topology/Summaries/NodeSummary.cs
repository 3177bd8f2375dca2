namespace MeshGate.Core.Topology.Summaries;

/// <summary>A node of a segment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsHub">Whether it is a hub.</param>
/// <param name="IsRelay">Whether it may relay for others.</param>
/// <param name="IsOnline">Whether its heartbeats arrive.</param>
/// <param name="Region">Its region, or null.</param>
/// <param name="Zone">Its zone, or null.</param>
public sealed record NodeSummary(string Name, bool IsHub, bool IsRelay, bool IsOnline, string? Region, string? Zone);
