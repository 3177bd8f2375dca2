namespace MeshGate.Core.Topology.Tuning;

/// <summary>How loaded a hub or relay counts as.</summary>
/// <param name="Node">The node.</param>
/// <param name="Class">In quarters of what it can carry: 0 to 3.</param>
/// <param name="Next">The class that it reports of late.</param>
/// <param name="Intervals">For how many intervals in a row it reported that one.</param>
public sealed record HeldLoad(string Node, int Class, int Next, int Intervals);
