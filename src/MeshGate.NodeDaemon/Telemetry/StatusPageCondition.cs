namespace MeshGate.NodeDaemon.Telemetry;

/// <summary>A condition on <see cref="StatusPage"/>.</summary>
public sealed record StatusPageCondition(string Type, string Status, string Reason, string Message);
