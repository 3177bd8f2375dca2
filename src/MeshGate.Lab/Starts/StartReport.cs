namespace MeshGate.Lab.Starts;

/// <summary>Starts of daemons, and what they take of memory.</summary>
/// <param name="Peers">How many peers each has.</param>
/// <param name="Builds">The builds.</param>
public sealed record StartReport(int Peers, IReadOnlyList<BuildFigures> Builds);
