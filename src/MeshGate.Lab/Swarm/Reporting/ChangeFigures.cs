namespace MeshGate.Lab.Swarm.Reporting;

/// <summary>One node more, or one fewer, in a mesh that stands.</summary>
/// <param name="Kind"><c>join</c> or <c>leave</c>.</param>
/// <param name="Node">The node.</param>
/// <param name="Touched">How many other nodes it touches.</param>
/// <param name="Seconds">From its creation or deletion until that was in force at all of them; null if that never came.</param>
/// <param name="SecondsFromKey">Of a join, from the moment its daemon told its public key, which no peer can do without.</param>
/// <param name="OperatorWrites">The operator's writes to all nodes of the swarm meanwhile.</param>
/// <param name="DaemonWrites">The daemons' writes meanwhile.</param>
public sealed record ChangeFigures(
    string Kind, string Node, int Touched, double? Seconds, double? SecondsFromKey, long OperatorWrites, long DaemonWrites);
