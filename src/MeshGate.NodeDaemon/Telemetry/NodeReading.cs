using MeshGate.Core.Failover;
using MeshGate.Core.Health;
using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Failover;
using MeshGate.NodeDaemon.Health;
using MeshGate.NodeDaemon.Peers;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Telemetry;

/// <summary>The mesh as this node has it at one moment, in numbers: what gauges and the status page show.</summary>
public sealed record NodeReading
{
    /// <summary>Nothing is known yet.</summary>
    public static readonly NodeReading None = new();

    /// <summary>Why the machine is not as ordered; null where it is.</summary>
    public string? Problem { get; init; }

    /// <summary>Peers that this node is to know.</summary>
    public int Known { get; init; }

    /// <summary>Those of them that are no members of the assignment.</summary>
    public int Guests { get; init; }

    /// <summary>Peers with a proven path and a handshake.</summary>
    public int Up { get; init; }

    /// <summary>Sessions by the kind of path in use.</summary>
    public IReadOnlyDictionary<PeerPath, int> Paths { get; init; } = new Dictionary<PeerPath, int>();

    /// <summary>Sessions by where their failover stands.</summary>
    public IReadOnlyDictionary<FailoverPhase, int> Phases { get; init; } = new Dictionary<FailoverPhase, int>();

    /// <summary>Sessions that carried traffic of late.</summary>
    public int InUse { get; init; }

    /// <summary>Sessions that are awake: WireGuard keeps them, and their paths are watched.</summary>
    public int Awake { get; init; }

    /// <summary>The most sessions that may be awake at a time.</summary>
    public int Ceiling { get; init; } = (int)PolicySettings.MaxConnections.Default;

    /// <summary>Gateways by what their circuit breakers let through, of every route that this node follows.</summary>
    public IReadOnlyDictionary<BreakerPhase, int> Breakers { get; init; } = new Dictionary<BreakerPhase, int>();

    /// <summary>Circuit breakers that are not closed, by what they are of and what they let through.</summary>
    public IReadOnlyDictionary<(TargetKind Kind, BreakerPhase Phase), int> TargetBreakers { get; init; } = new Dictionary<(TargetKind Kind, BreakerPhase Phase), int>();

    /// <summary>The score of the worst path, 0 to 1; 1 where there are no peers.</summary>
    public double WorstPath { get; init; } = 1;

    /// <summary>This node's score, 0 to 1: the mean of its paths', 0 where the machine is not as ordered.</summary>
    public double Health { get; init; } = 1;

    /// <summary>Counts the sessions.</summary>
    /// <param name="sessions">Every peer's.</param>
    /// <param name="phase">Where a peer's failover stands, by its name; null where nothing is known.</param>
    /// <param name="hellos">What hellos say of a peer's path, by its name.</param>
    /// <param name="problem">Why the machine is not as ordered; null where it is.</param>
    public static NodeReading Of(IReadOnlyCollection<PeerSession> sessions, Func<string, PeerFailover?> phase, Func<string, HelloReading> hellos, string? problem)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        var scores = sessions.Where(session => !session.Checks.IsAsleep).Select(session => ScoreOf(session, hellos(session.Identity.Name))).ToList();
        var up = sessions.Count(session => session.IsUp);
        return new NodeReading
        {
            Problem = problem,
            Known = sessions.Count,
            Up = up,
            Paths = sessions.GroupBy(PathOf).ToDictionary(group => group.Key, group => group.Count()),
            Phases = sessions.Select(session => phase(session.Identity.Name)?.ReportedPhase ?? FailoverPhase.Active).GroupBy(at => at).ToDictionary(group => group.Key, group => group.Count()),
            InUse = sessions.Count(session => session.Checks.InUse),

            Awake = sessions.Count(session => session.IsUp && !session.Checks.IsAsleep),
            WorstPath = scores.DefaultIfEmpty(1).Min(),
            Health = problem is null ? HealthScore.OfAll(scores) : 0,
        };
    }

    private static PeerPath PathOf(PeerSession session)
        => session.Checks.IsAsleep ? PeerPath.Asleep : !session.IsUp || session.Checks.SelectedCheck is not { } selected ? PeerPath.None : PathRank.Tier(selected.Candidate.Kind) switch
        {
            0 => PeerPath.Direct,
            1 => PeerPath.Relay,
            _ => PeerPath.Turn,
        };

    private static double ScoreOf(PeerSession session, HelloReading hellos)
        => !session.IsUp || hellos.Verdict == HelloVerdict.Silent
            ? 0
            : HealthScore.OfPath(hellos.Quality.RoundTrip ?? session.Checks.SelectedCheck?.RoundTrip, hellos.Quality.Jitter, hellos.Quality.Loss);
}
