namespace MeshGate.NodeDaemon.Telemetry;

/// <summary>Scores on <see cref="StatusPage"/>, 0 to 1 with three decimals.</summary>
public sealed record StatusPageHealth(double Node, double WorstPath);
