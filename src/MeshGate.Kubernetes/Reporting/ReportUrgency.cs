using MeshGate.Kubernetes.Entities;

namespace MeshGate.Kubernetes.Reporting;

/// <summary>
/// Which changes of a daemon's report are written at once, and which may gather. Peers and the operator act on keys, addresses, problems
/// and paths that got worse; progress (orders taken, paths that come up) only has to be told in the end, and a node with many peers makes
/// much of it.
/// </summary>
public static class ReportUrgency
{
    /// <summary>The least time that progress may wait.</summary>
    public static readonly TimeSpan LeastPatience = TimeSpan.FromMilliseconds(500);

    /// <summary>The most time that progress may wait.</summary>
    public static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan PatienceForEachPeer = TimeSpan.FromMilliseconds(100);
    private const string OrdersTaken = "AssignmentApplied";

    /// <summary>How long progress may wait at a node with so many peers.</summary>
    public static TimeSpan Patience(int peers)
    {
        var patience = peers * PatienceForEachPeer;
        return patience < LeastPatience ? LeastPatience : patience < MostPatience ? patience : MostPatience;
    }

    /// <summary>Whether a report holds something that others act on.</summary>
    /// <param name="stored">What the API holds; null for nothing.</param>
    /// <param name="report">What is so now.</param>
    public static bool IsUrgent(MeshNodeAgent? stored, MeshNodeAgent report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return stored is null
            || stored.PublicKey != report.PublicKey
            || stored.ListenPort != report.ListenPort
            || stored.Version != report.Version
            || stored.Nat != report.Nat
            || !(stored.Candidates ?? []).SequenceEqual(report.Candidates ?? [])
            || HasNewVerdict(stored.Conditions ?? [], report.Conditions ?? [])
            || HasWorsePath(stored.Peers ?? [], report.Peers ?? []);
    }

    private static bool HasNewVerdict(IReadOnlyList<Condition> stored, IReadOnlyList<Condition> report)
    {
        var known = stored.ToDictionary(condition => condition.Type, StringComparer.Ordinal);
        return report.Any(condition => !known.TryGetValue(condition.Type, out var before)
            || ((before.Status != condition.Status || before.Reason != condition.Reason) && !(IsProgress(before) && IsProgress(condition))));
    }

    /// <summary>Orders are being taken, or were: neither is a problem.</summary>
    private static bool IsProgress(Condition condition) => condition is { Type: OrdersTaken, Reason: "Applying" or "Applied" };

    /// <summary>A path got worse, or the peer waits to be told where it reaches this node.</summary>
    private static bool HasWorsePath(IReadOnlyList<PeerSummary> stored, IReadOnlyList<PeerSummary> report)
    {
        var known = stored.ToDictionary(peer => peer.Name, StringComparer.Ordinal);
        return report.Any(peer => known.TryGetValue(peer.Name, out var before)
            && (Rank(peer.Path) > Rank(before.Path) || (peer.TurnAddresses ?? []).Except(before.TurnAddresses ?? []).Any()));
    }

    private static int Rank(PeerPath path) => path switch
    {
        PeerPath.Direct => 0,
        PeerPath.Relay => 1,
        PeerPath.Turn => 2,
        _ => 3,
    };
}
