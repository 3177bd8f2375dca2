using System.Collections.Immutable;
using MeshGate.Core.Health;
using MeshGate.Core.Routes;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Kubernetes.Statistics;

/// <summary>The mesh in numbers, as the status of its objects tells them: the operator's metrics and <c>meshgate status</c> show the same.</summary>
public sealed record MeshStatistics
{
    /// <summary>MeshNodes.</summary>
    public int Nodes { get; init; }

    /// <summary>Those whose heartbeats arrive.</summary>
    public int Online { get; init; }

    /// <summary>Those whose heartbeats stopped.</summary>
    public int Offline { get; init; }

    /// <summary>Those that are Ready.</summary>
    public int Ready { get; init; }

    /// <summary>
    /// Pairs of nodes that are to know each other by the kind of path between them, as the worse-off end tells it; those with an end that is
    /// offline, or that was not heard of yet, are left out.
    /// </summary>
    public ImmutableSortedDictionary<PeerPath, int> Pairs { get; init; } = ImmutableSortedDictionary<PeerPath, int>.Empty;

    /// <summary>How often sessions left a path that failed, as the daemons count since they started; each end of a session counts its own.</summary>
    public long Failovers { get; init; }

    /// <summary>Nodes by their health; those not heard of yet are left out.</summary>
    public ImmutableSortedDictionary<HealthBand, int> Health { get; init; } = ImmutableSortedDictionary<HealthBand, int>.Empty;

    /// <summary>The mesh's health, 0 to 1: the mean of its nodes'.</summary>
    public double Score { get; init; } = 1;

    /// <summary>MeshRoutes by state; those whose state is not known are left out.</summary>
    public ImmutableSortedDictionary<RouteState, int> Routes { get; init; } = ImmutableSortedDictionary<RouteState, int>.Empty;

    /// <summary>Counts.</summary>
    /// <param name="nodes">Every MeshNode, in any order.</param>
    /// <param name="routes">Every MeshRoute, in any order.</param>
    public static MeshStatistics Of(IEnumerable<MeshNode> nodes, IEnumerable<MeshRoute> routes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(routes);
        var all = nodes.ToList();
        var online = all.Where(node => Is(node, "Online", "True")).Select(node => node.Metadata.Name).ToHashSet(StringComparer.Ordinal);
        var offline = all.Count(node => Is(node, "Online", "False"));
        var pairs = new Dictionary<(string, string), PeerPath>();
        var scores = new List<double>(online.Count + offline);
        long failovers = 0;
        foreach (var node in all)
        {
            if (!online.Contains(node.Metadata.Name))
            {
                continue;
            }

            var told = (node.Status?.Agent?.Peers ?? []).OfType<PeerSummary>().GroupBy(peer => peer.Name).ToDictionary(same => same.Key, same => same.Last(), StringComparer.Ordinal);
            var paths = new List<double>(told.Count);
            failovers += told.Values.Sum(peer => (long)(peer.Failovers ?? 0));
            foreach (var member in (node.Status?.Assignment?.Members ?? []).Where(member => online.Contains(member.Name)))
            {
                var peer = told.GetValueOrDefault(member.Name);
                if (peer?.Path != PeerPath.Asleep)
                {
                    paths.Add(ScoreOf(peer));
                }

                var isFirst = string.CompareOrdinal(node.Metadata.Name, member.Name) < 0;
                var pair = isFirst ? (node.Metadata.Name, member.Name) : (member.Name, node.Metadata.Name);
                pairs[pair] = Worse(pairs.GetValueOrDefault(pair, PeerPath.Direct), peer?.Path ?? PeerPath.None);
            }

            scores.Add(HealthScore.OfAll(paths));
        }

        scores.AddRange(Enumerable.Repeat(0.0, offline));
        return new MeshStatistics
        {
            Nodes = all.Count,
            Online = online.Count,
            Offline = offline,
            Ready = all.Count(node => Is(node, "Ready", "True")),
            Pairs = Count(pairs.Values),
            Failovers = failovers,
            Health = Count(scores.Select(HealthScore.BandOf)),
            Score = HealthScore.OfAll(scores),
            Routes = Count(routes.Select(route => route.Status?.State).OfType<RouteState>()),
        };
    }

    private static double ScoreOf(PeerSummary? peer) => peer is null or { Path: PeerPath.None }
        ? 0
        : HealthScore.OfPath(
            peer.RttMilliseconds is { } rtt ? TimeSpan.FromMilliseconds(rtt) : null, TimeSpan.FromMilliseconds(peer.JitterMilliseconds ?? 0), (peer.LossPercent ?? 0) / 100.0);

    // None is the first of the kinds, and the worst.
    private static PeerPath Worse(PeerPath one, PeerPath other) => Badness(one) >= Badness(other) ? one : other;

    private static int Badness(PeerPath path) => path == PeerPath.None ? int.MaxValue : (int)path;

    private static bool Is(MeshNode node, string type, string status)
        => node.Status?.Conditions?.Any(condition => condition?.Type == type && condition.Status == status) ?? false;

    private static ImmutableSortedDictionary<T, int> Count<T>(IEnumerable<T> values)
        where T : notnull
        => values.GroupBy(value => value).ToImmutableSortedDictionary(group => group.Key, group => group.Count());
}
