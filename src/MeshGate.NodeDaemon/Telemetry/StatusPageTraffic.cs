namespace MeshGate.NodeDaemon.Telemetry;

/// <summary>What WireGuard carried, on <see cref="StatusPage"/>.</summary>
public sealed record StatusPageTraffic(long ReceivedBytes, long SentBytes, long Handshakes);
