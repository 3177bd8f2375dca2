namespace MeshGate.Cli.Status;

/// <summary>Two nodes that do not talk directly.</summary>
/// <param name="Source">The end that says so.</param>
/// <param name="Destination">The other end.</param>
/// <param name="Path">The path in use.</param>
/// <param name="Reason">Why it is not direct.</param>
public sealed record PairReport(string Source, string Destination, string Path, string Reason);
