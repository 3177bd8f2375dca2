namespace MeshGate.Lab.Swarm.Observing;

/// <summary>What an observer has seen up to a moment.</summary>
/// <param name="Events">Events of all MeshNodes.</param>
/// <param name="OperatorWrites">The operator's writes to the swarm's MeshNodes.</param>
/// <param name="DaemonWrites">The daemons' writes.</param>
/// <param name="LastOperatorWrite">When the last of the operator's was seen.</param>
/// <param name="LastAssignment">When an assignment was last seen to change.</param>
public readonly record struct ObservedTotals(long Events, long OperatorWrites, long DaemonWrites, TimeSpan LastOperatorWrite, TimeSpan LastAssignment);
