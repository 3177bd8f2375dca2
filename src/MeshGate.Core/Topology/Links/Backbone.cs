namespace MeshGate.Core.Topology.Links;

/// <summary>
/// Pins hubs of different segments to each other: two of each to two of the other, in different zones where there are such, so
/// that no hub and no zone that fails parts two segments. Up to 17 segments are all linked to all; of more each is linked to near
/// ones and a few drawn ones. Which hubs stand for a segment towards another is drawn by rendezvous hashing.
/// </summary>
internal static class Backbone
{
    private const int MostForAll = 17;
    private const int LinksOfASegment = 24;

    /// <summary>Pins the hubs.</summary>
    /// <param name="segments">The segments, ordered.</param>
    /// <param name="pinned">The links so far; a hub whose list of members is full gets no more.</param>
    public static void Pin(IReadOnlyList<SegmentOutline> segments, LinkSet pinned)
    {
        List<SegmentOutline> joined = [.. segments.Where(segment => segment.Hubs.Count > 0)];
        var room = joined
            .SelectMany(segment => segment.Hubs.Select(hub => (hub.Index, Room: TopologyPlanner.MaxMembers - (segment.IsListedWhole ? segment.Peers.Count - 1 : pinned.DegreeOf(hub.Index)))))
            .ToDictionary(item => item.Index, item => item.Room);
        foreach ((SegmentOutline one, SegmentOutline other) in PairsOf(joined))
        {
            foreach (Peer from in HubsTowards(one, other))
            {
                foreach (Peer to in HubsTowards(other, one).Where(to => room[from.Index] > 0 && room[to.Index] > 0))
                {
                    pinned.Add(from.Index, to.Index);
                    room[from.Index]--;
                    room[to.Index]--;
                }
            }
        }
    }

    private static IEnumerable<(SegmentOutline One, SegmentOutline Other)> PairsOf(List<SegmentOutline> segments)
    {
        if (segments.Count <= MostForAll)
        {
            return segments.SelectMany((one, at) => segments.Skip(at + 1).Select(other => (one, other)));
        }

        return NeighbourLinks.Choose(new NeighbourArguments(
            [.. segments.Select(_ => LinksOfASegment)],
            Standing(segments),
            (one, other) => RttEstimate.Guess(segments[one].Hubs[0].Place, segments[other].Hubs[0].Place),
            (one, other) => Rendezvous.Mix(segments[one].Hash, segments[other].Hash)))
            .All()
            .Select(link => (segments[link.One], segments[link.Other]));
    }

    private static List<Peer> HubsTowards(SegmentOutline segment, SegmentOutline other) => HubLinks.For(other.Hash, segment.Hubs, []);

    private static HashSet<(int One, int Other)> Standing(List<SegmentOutline> segments)
    {
        var segmentOf = segments.SelectMany((segment, at) => segment.Hubs.Select(hub => (hub.Name, at))).ToDictionary(item => item.Name, item => item.at, StringComparer.Ordinal);
        return
        [
            .. segments
                .SelectMany((segment, at) => segment.Hubs.SelectMany(hub => hub.Before is { } before ? before.Pinned : []).Select(name => (One: at, Other: segmentOf.GetValueOrDefault(name, at))))
                .Where(link => link.One < link.Other)
                .Order(),
        ];
    }
}
