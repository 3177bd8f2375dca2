namespace MeshGate.Lab.Swarm.Reporting;

/// <summary>What the swarm asked of the API while the mesh formed, and altogether.</summary>
/// <param name="JoinRequestsPerSecond">Calls of the daemons, and writes of the operator where its metrics are known, while the mesh formed.</param>
/// <param name="JoinEventsPerSecond">Watch events that the daemons were told, and one observer of all, while the mesh formed.</param>
/// <param name="StandingRequestsPerSecond">Calls of the daemons while nothing happened; null where that was not watched.</param>
/// <param name="Requests">All calls of the daemons, by verb.</param>
/// <param name="Events">All watch events that the daemons were told.</param>
/// <param name="Failures">Calls that failed after every repetition.</param>
/// <param name="Interruptions">How often the server, or the way to it, cut off a daemon's watch.</param>
public sealed record TrafficFigures(
    double? JoinRequestsPerSecond,
    double? JoinEventsPerSecond,
    double? StandingRequestsPerSecond,
    IReadOnlyDictionary<string, long> Requests,
    long Events,
    long Failures,
    long Interruptions);
