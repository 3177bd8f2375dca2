using System.Collections.Immutable;
using MeshGate.Core.Paths;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Snapshots;

namespace MeshGate.Page.Picture;

/// <summary>Makes the pairs of a picture: those that a daemon reports as awake, and those that the topology keeps together. Of others nobody wants to know that they sleep.</summary>
internal static class LinkPainter
{
    /// <summary>More lines than this no browser draws in time and no eye tells apart.</summary>
    private const int MostLinks = 10_000;

    /// <summary>The share of lost packets, in percent, from which on a path counts as degraded.</summary>
    private const int MuchLoss = 5;

    /// <summary>Paints the pairs; where there are too many, those that speak directly and are not pinned are left out.</summary>
    public static (ImmutableDictionary<string, PictureLink> Links, int Hidden) Paint(IReadOnlyCollection<MeshNode> nodes, MeshReading mesh, IEnumerable<PictureNode> painted)
    {
        Dictionary<string, PictureNode> known = painted.ToDictionary(node => node.Name, StringComparer.Ordinal);
        var ends = new Dictionary<(string One, string Other), (PathReport? One, PathReport? Other)>();
        foreach (PathReport report in mesh.Reports.Where(report => !report.IsAsleep && report.Node != report.Peer && known.ContainsKey(report.Peer ?? string.Empty)))
        {
            (string, string) pair = Pair(report.Node, report.Peer);
            (PathReport? one, PathReport? other) = ends.GetValueOrDefault(pair);
            ends[pair] = pair.Item1 == report.Node ? (report, other) : (one, report);
        }

        var pinned = new HashSet<(string, string)>(mesh.Plan.Nodes
            .Where(node => node.Verdict.IsPeer)
            .SelectMany(node => node.Assignment.Pinned.Where(peer => peer != node.Name && known.ContainsKey(peer)).Select(peer => Pair(node.Name, peer))));
        foreach ((string, string) pair in pinned)
        {
            ends.TryAdd(pair, default);
        }

        ILookup<(string, string), PeerSummary> summaries = nodes
            .SelectMany(node => (node.Status?.Agent?.Peers ?? []).Where(peer => peer is { Failovers: > 0, Name: not null }).Select(peer => (Pair: Pair(node.Metadata.Name, peer.Name), Peer: peer)))
            .ToLookup(item => item.Pair, item => item.Peer);
        PictureLink[] all =
        [
            .. ends.Select(end => LinkOf(end.Key, end.Value.One, end.Value.Other, known, pinned.Contains(end.Key), summaries[end.Key])),
        ];
        PictureLink[] drawn = all.Length <= MostLinks ? all
            : [.. all.OrderBy(link => link is { Kind: LinkKind.Direct or LinkKind.Idle, Health: not LinkHealth.Degraded }).ThenBy(link => !link.Pinned).ThenBy(link => link.Id, StringComparer.Ordinal).Take(MostLinks)];
        return (drawn.ToImmutableDictionary(link => link.Id, StringComparer.Ordinal), all.Length - drawn.Length);
    }

    // Of two ends that disagree, as in the middle of a change, one that is online and has a path is believed, and the first by name.
    private static PictureLink LinkOf(
        (string One, string Other) pair, PathReport? one, PathReport? other, Dictionary<string, PictureNode> known, bool isPinned, IEnumerable<PeerSummary> failures)
    {
        PathReport? told = new[] { one, other }.OfType<PathReport>()
            .OrderByDescending(report => known[report.Node].Health != NodeHealth.Offline)
            .ThenByDescending(report => report.Kind is not null)
            .FirstOrDefault();
        PathReport? second = told == one ? other : one;
        PeerSummary? last = failures.MaxBy(peer => peer.Failovers);
        bool isOffline = known[pair.One].Health == NodeHealth.Offline || known[pair.Other].Health == NodeHealth.Offline;
        LinkKind kind = told switch
        {
            null => LinkKind.Idle,
            { Kind: PathKind.Direct } => LinkKind.Direct,
            { Kind: PathKind.Relay } => LinkKind.Relay,
            { Kind: PathKind.Turn } => LinkKind.Turn,
            _ => LinkKind.None,
        };
        int? loss = told?.LossPercent is { } seen ? Math.Max(seen, second?.LossPercent ?? 0) : second?.LossPercent;
        return new PictureLink(pair.One, pair.Other)
        {
            Kind = kind,
            Health = kind switch
            {
                LinkKind.Idle => LinkHealth.Unknown,
                LinkKind.None => LinkHealth.Down,
                _ when isOffline || loss >= MuchLoss => LinkHealth.Degraded,
                _ => LinkHealth.Good,
            },
            Via = kind == LinkKind.Relay ? ViaOf(told!, pair.One) ?? (second is null ? null : ViaOf(second, pair.One)) : null,
            Rtt = told?.RttMilliseconds ?? second?.RttMilliseconds,
            Loss = loss,
            Reason = kind == LinkKind.Direct ? null : told?.Reason ?? second?.Reason,
            Pinned = isPinned,
            Failovers = last?.Failovers ?? 0,
            Cause = last?.FailoverCause,
            Gap = last?.FailoverGapMilliseconds,
        };
    }

    // Each end names two relays in a row in the order in which it meets them: the pair has one order.
    private static string? ViaOf(PathReport report, string one)
        => report.Node == one || report.Relay is null ? report.Relay : string.Join('+', report.Relay.Split('+').Reverse());

    private static (string One, string Other) Pair(string one, string other) => string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);
}
