using MeshGate.Core.Routes;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Peers;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Routes;

/// <summary>Says how the paths of a route do, as far as their checks tell.</summary>
public static class RouteReport
{
    // One lost check says nothing.
    private const int DownAfter = 3;

    /// <summary>The paths with their health, in the route's order.</summary>
    public static IReadOnlyList<RoutePathReport> PathsOf(PeerRoute route, PeerSession session)
    {
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(session);
        return [.. route.Paths.Select(path => new RoutePathReport(path, HealthOf(session, [.. session.Checks.Checks.Where(check => PathOrder.NameOf(check.Candidate) == path)])))];
    }

    private static PathHealth HealthOf(PeerSession session, IReadOnlyCollection<CandidateCheck> checks)
    {
        if (checks.Any(check => check.Candidate.Address.Equals(session.Checks.Selected)) && session.IsUp)
        {
            return PathHealth.Healthy;
        }

        return checks.Any(check => check is { AnsweredAt: not null, HeldSince: null, Unanswered: < DownAfter }) ? PathHealth.Healthy
            : checks.Any(check => check.Unanswered < DownAfter && check.HeldSince is null) ? PathHealth.Unknown
            : checks.Count == 0 ? PathHealth.Unknown
            : PathHealth.Down;
    }
}
