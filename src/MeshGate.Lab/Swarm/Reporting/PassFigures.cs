namespace MeshGate.Lab.Swarm.Reporting;

/// <summary>A pass of the operator in which nothing was to be done.</summary>
/// <param name="Seconds">How long it was watched.</param>
/// <param name="OperatorWrites">The operator's writes to MeshNodes.</param>
/// <param name="DaemonWrites">The daemons' writes, by which they tell measurements.</param>
public sealed record PassFigures(double Seconds, long OperatorWrites, long DaemonWrites);
