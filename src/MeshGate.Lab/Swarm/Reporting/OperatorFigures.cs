namespace MeshGate.Lab.Swarm.Reporting;

/// <summary>What the operator's metrics say.</summary>
/// <param name="ResidentMegabytes">Its memory when the mesh stood.</param>
/// <param name="JoinCpuSeconds">The processor time that forming the mesh took.</param>
/// <param name="Plans">How often it planned while the mesh formed.</param>
/// <param name="PlanSeconds">How long that took altogether, without writes.</param>
/// <param name="Writes">All its writes to the API while the mesh formed, by resource.</param>
public sealed record OperatorFigures(
    double ResidentMegabytes, double JoinCpuSeconds, double Plans, double PlanSeconds, IReadOnlyDictionary<string, double> Writes);
