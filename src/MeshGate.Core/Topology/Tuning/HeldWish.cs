namespace MeshGate.Core.Topology.Tuning;

/// <summary>A change that waits for whether its gain lasts.</summary>
/// <param name="About">The node whose links would change; or <c>hubs of</c> and the segment whose hubs would.</param>
/// <param name="From">What would be given up; empty for nothing.</param>
/// <param name="To">What would be taken instead.</param>
/// <param name="Intervals">For how many intervals in a row it was worth it.</param>
public sealed record HeldWish(string About, string From, string To, int Intervals);
