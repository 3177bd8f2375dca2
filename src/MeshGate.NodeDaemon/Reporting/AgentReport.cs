using MeshGate.Kubernetes.Entities;

namespace MeshGate.NodeDaemon.Reporting;

/// <summary>Tells meaning from measurement in a report, and what is urgent from what may wait.</summary>
public static class AgentReport
{
    /// <summary>The condition that orders are in force; while they are being applied it is False without being a problem.</summary>
    public const string AssignmentApplied = "AssignmentApplied";

    /// <summary>The reason of <see cref="AssignmentApplied"/> while the newest orders are being applied.</summary>
    public const string Applying = "Applying";

    /// <summary>The reason of <see cref="AssignmentApplied"/> once they are.</summary>
    public const string Applied = "Applied";

    /// <summary>
    /// The stored report with the new one's measurements (round-trip times, jitter, losses, handshake times, a relay's load, counts of sessions) in place of its own: what then still
    /// differs from <paramref name="report"/> is a change that means something.
    /// </summary>
    public static MeshNodeAgent? WithMeasurementsOf(MeshNodeAgent? stored, MeshNodeAgent report)
    {
        if (stored?.Connections is { } before && report.Connections is { } after)
        {
            stored = stored with { Connections = after with { LastRefusal = before.LastRefusal } };
        }

        if (stored?.Peers is not { } peers || report.Peers is null)
        {
            return stored is null ? null : stored with { RelayLoadPercent = report.RelayLoadPercent };
        }

        var measured = report.Peers.ToDictionary(peer => peer.Name);
        return stored with
        {
            RelayLoadPercent = report.RelayLoadPercent,
            Peers =
            [
                .. peers.OfType<PeerSummary>().Select(peer => measured.TryGetValue(peer.Name, out var now)
                    ? peer with { RttMilliseconds = now.RttMilliseconds, JitterMilliseconds = now.JitterMilliseconds, LossPercent = now.LossPercent, LastHandshakeTime = now.LastHandshakeTime }
                    : peer),
            ],
        };
    }

    /// <summary>Whether two reports say the same: most do, and to compare their JSON takes milliseconds where there are hundreds of peers.</summary>
    public static bool AreSame(MeshNodeAgent? one, MeshNodeAgent? other)
        => ReferenceEquals(one, other)
            || (one is not null
                && other is not null
                && one with { Candidates = null, Peers = null, Gateways = null, Breakers = null, Conditions = null } == other with { Candidates = null, Peers = null, Gateways = null, Breakers = null, Conditions = null }
                && AreSame(one.Candidates, other.Candidates, (left, right) => left == right)
                && AreSame(one.Gateways, other.Gateways, (left, right) => left == right)
                && AreSame(one.Breakers, other.Breakers, (left, right) => left == right)
                && AreSame(one.Conditions, other.Conditions, (left, right) => left == right)
                && AreSame(one.Peers, other.Peers, AreSame));

    /// <summary>
    /// Whether what differs between two reports, beyond measurements, has to be written at once. A report without key has nothing that
    /// others could act on, except for a problem: key, candidates and the rest of the first report are one write.
    /// </summary>
    /// <param name="stored">What the API holds; null for nothing.</param>
    /// <param name="report">What is to be told.</param>
    public static bool IsUrgent(MeshNodeAgent? stored, MeshNodeAgent report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (!Problems(stored).SequenceEqual(Problems(report)))
        {
            return true;
        }

        return report.PublicKey is not null
            && (stored is null
                || stored.PublicKey != report.PublicKey
                || stored.ListenPort != report.ListenPort
                || stored.Nat != report.Nat
                || stored.Version != report.Version
                || !(stored.Candidates ?? []).SequenceEqual(report.Candidates ?? [])
                || HasLostPath(stored.Peers ?? [], report.Peers ?? [])
                || HasNewWay(stored, report)
                || HasMovedRoute(stored.Peers ?? [], report.Peers ?? [])
                || !(stored.Gateways ?? []).SequenceEqual(report.Gateways ?? []));
    }

    /// <summary>Whether a TURN server takes packets for a peer where the peer was not told yet: without a path it waits for that.</summary>
    public static bool HasNewWay(MeshNodeAgent? stored, MeshNodeAgent report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var before = ByName(stored?.Peers ?? []);
        return (report.Peers ?? []).Any(peer => (peer.TurnAddresses ?? []).Except(before.GetValueOrDefault(peer.Name)?.TurnAddresses ?? []).Any());
    }

    private static bool AreSame(PeerSummary? one, PeerSummary? other)
        => one is not null
            && other is not null
            && one with { Paths = null, TurnAddresses = null } == other with { Paths = null, TurnAddresses = null }
            && AreSame(one.Paths, other.Paths, (left, right) => left == right)
            && AreSame(one.TurnAddresses, other.TurnAddresses, string.Equals);

    private static bool AreSame<T>(IReadOnlyList<T>? one, IReadOnlyList<T>? other, Func<T, T, bool> areSame)
        => one is null || other is null ? ReferenceEquals(one, other) : one.Count == other.Count && one.Zip(other).All(pair => areSame(pair.First, pair.Second));

    // Orders that are being applied are no problem.
    private static IEnumerable<Condition> Problems(MeshNodeAgent? report) => (report?.Conditions ?? [])
        .Where(condition => condition is { Status: "False" } and not { Type: AssignmentApplied, Reason: Applying });

    // That a peer was found, or is no longer ordered, is progress. One that had a path and has a worse one or none is news.
    private static bool HasLostPath(IReadOnlyList<PeerSummary> stored, IReadOnlyList<PeerSummary> report)
    {
        var before = ByName(stored);
        return report.Any(peer => before.GetValueOrDefault(peer.Name)?.Path is { } path && path is not (PeerPath.None or PeerPath.Asleep) && peer.Path is not (PeerPath.Direct or PeerPath.Asleep) && peer.Path != path);
    }

    // Somebody looks at a route.
    private static bool HasMovedRoute(IReadOnlyList<PeerSummary> stored, IReadOnlyList<PeerSummary> report)
    {
        if (report.All(peer => peer.Route is null))
        {
            return false;
        }

        var before = ByName(stored);
        return report.Any(peer => peer.Route is not null
            && (before.GetValueOrDefault(peer.Name) is not { } was || (was.Route, was.Path, was.Via, was.Phase) != (peer.Route, peer.Path, peer.Via, peer.Phase)));
    }

    // What is stored may be another version's, or anybody's: a name may come twice, and a line may be null.
    private static Dictionary<string, PeerSummary> ByName(IReadOnlyList<PeerSummary> peers)
        => peers.OfType<PeerSummary>().GroupBy(peer => peer.Name).ToDictionary(same => same.Key, same => same.Last());
}
