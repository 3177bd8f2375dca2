namespace MeshGate.Lab.Swarm.Reporting;

/// <summary>A mesh that stands, while some of its sessions change.</summary>
/// <param name="Seconds">How long it was watched.</param>
/// <param name="Sessions">How many sessions the daemons report, each end by itself.</param>
/// <param name="Changes">How many were lost and found again.</param>
/// <param name="DaemonWritesPerSecond">The daemons' writes to MeshNodes.</param>
/// <param name="OperatorWritesPerSecond">The operator's.</param>
/// <param name="RequestsPerSecond">Calls of the daemons, heartbeats among them.</param>
/// <param name="OperatorMegabytes">The operator's memory at the end; null where its metrics are not known.</param>
/// <param name="OperatorCpuPercent">Its processor time, of one processor; null likewise.</param>
public sealed record SteadyFigures(
    double Seconds,
    long Sessions,
    long Changes,
    double DaemonWritesPerSecond,
    double OperatorWritesPerSecond,
    double RequestsPerSecond,
    double? OperatorMegabytes,
    double? OperatorCpuPercent);
