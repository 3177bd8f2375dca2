namespace MeshGate.NodeDaemon.Telemetry;

/// <summary>Sessions on <see cref="StatusPage"/>: all, by kind of path, in use, awake, and the most that may be awake.</summary>
public sealed record StatusPageSessions(int Total, int Direct, int Relay, int Turn, int None, int InUse, int Awake, int Ceiling);
