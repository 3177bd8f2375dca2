namespace MeshGate.NodeDaemon.Telemetry;

/// <summary>A peer on <see cref="StatusPage"/>: the path in use, through which node, round-trip time in milliseconds, lost hellos in percent, why it is not direct, and on <see cref="PeersPage"/> where WireGuard sends to.</summary>
public sealed record StatusPagePeer(string Name, string Path, string? Via, double? RttMilliseconds, int? LossPercent, string? Reason, string? Endpoint = null);
