namespace MeshGate.Lab.Swarm.Reporting;

/// <summary>How a mesh formed. Seconds count from just before the first MeshNode was made.</summary>
/// <param name="CreatedSeconds">Until the last MeshNode existed.</param>
/// <param name="FirstAssignedSeconds">Until every node had addresses and some assignment.</param>
/// <param name="AssignedSeconds">Until the last assignment: nobody's peers changed after that.</param>
/// <param name="ReadySeconds">Until the last node was Ready with its last assignment in force; null if that never came.</param>
/// <param name="FirstReady">Of each node, from its creation until it was first Ready, in seconds.</param>
/// <param name="Settled">Of each node, from its creation until it was Ready for good, in seconds.</param>
/// <param name="OperatorWritesToReady">The operator's writes for each MeshNode from join to Ready, on average.</param>
/// <param name="OperatorWrites">The operator's writes for each MeshNode until it had nothing more to say, on average.</param>
/// <param name="DaemonWrites">The daemons' writes likewise.</param>
/// <param name="PeersFewest">The fewest peers that a node was told of.</param>
/// <param name="PeersMost">The most peers that a node was told of.</param>
public sealed record JoinFigures(
    double CreatedSeconds,
    double? FirstAssignedSeconds,
    double? AssignedSeconds,
    double? ReadySeconds,
    Spread FirstReady,
    Spread Settled,
    double OperatorWritesToReady,
    double OperatorWrites,
    double DaemonWrites,
    int PeersFewest,
    int PeersMost);
