namespace MeshGate.Cli.Netcheck;

/// <summary>What became of asking a server.</summary>
/// <param name="Server">The server as named.</param>
/// <param name="Address">The address asked; null when the name has none.</param>
/// <param name="Transport">UDP, TCP or TLS.</param>
/// <param name="RttMilliseconds">The round-trip time, one decimal; null without an answer.</param>
/// <param name="Problem">What went wrong; null when nothing did.</param>
public sealed record ServerReport(string Server, string? Address, string Transport, double? RttMilliseconds, string? Problem);
