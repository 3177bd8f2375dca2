using System.Collections.Immutable;

namespace MeshGate.Core.Topology.Links;

/// <summary>
/// Pins hubs of different segments to each other: two of each to two of the other, in different zones where there are such, so
/// that no hub and no zone that fails parts two segments. Up to 17 segments are all linked to all; of more each is linked to near
/// ones and a few drawn ones. Which hubs stand for a segment towards another is drawn by rendezvous hashing.
/// </summary>
internal sealed class Backbone
{
    private const int MostForAll = 17;
    private const int LinksOfASegment = 24;

    /// <summary>No hubs.</summary>
    public static readonly Backbone Empty = new([]);

    private readonly List<SegmentOutline> _joined;
    private readonly Dictionary<string, List<PlanMember>> _links = new(StringComparer.Ordinal);
    private bool _isFull;

    private Backbone(List<SegmentOutline> joined)
    {
        _joined = joined;
        Pin();
    }

    /// <summary>The names of the hubs whose links are others than they were.</summary>
    public HashSet<string> ChangedSince(Backbone before)
        => ReferenceEquals(this, before) ? [] : [.. _links.Keys.Union(before._links.Keys, StringComparer.Ordinal).Where(hub => !Of(hub).SequenceEqual(before.Of(hub)))];

    /// <summary>The hubs elsewhere that a node is pinned to, ordered by name.</summary>
    public IReadOnlyList<PlanMember> Of(string name) => _links.TryGetValue(name, out List<PlanMember>? links) ? links : [];

    /// <summary>Pins the hubs of segments.</summary>
    /// <param name="segments">The segments, ordered by number.</param>
    /// <returns>The links: the same where nothing that they depend on is another.</returns>
    public Backbone With(IEnumerable<SegmentOutline> segments)
    {
        List<SegmentOutline> joined = [.. segments.Where(segment => segment.Hubs.Count > 0)];
        return joined.Count == _joined.Count && !joined.Where((segment, at) => !IsAlike(_joined[at], segment)).Any() ? this : new Backbone(joined);
    }

    private bool IsAlike(SegmentOutline before, SegmentOutline now)
        => ReferenceEquals(before, now)
            || (before.Name == now.Name
                && before.Hubs.Count == now.Hubs.Count
                && !before.Hubs.Where((hub, at) => !IsAlike(hub, now.Hubs[at]) || !HasSameRoom(hub.Name, RoomOf(before, hub), RoomOf(now, now.Hubs[at]))).Any()
                && (_joined.Count <= MostForAll || before.Abroad.SequenceEqual(now.Abroad)));

    private static bool IsAlike(Peer before, Peer now)
        => ReferenceEquals(before.Entry.Examined, now.Entry.Examined) || (before.Member.Equals(now.Member) && before.Place == now.Place && before.Node.Weight == now.Node.Weight);

    // Room counts only where it is short.
    private bool HasSameRoom(string hub, int before, int now) => before == now || (!_isFull && now >= Of(hub).Count);

    // A hub whose list of members is full gets no more.
    private static int RoomOf(SegmentOutline segment, Peer hub)
        => TopologyPlanner.MaxMembers - (segment.IsListedWhole ? segment.Peers.Count - 1 : segment.Pinned.DegreeOf(hub.Index));

    private void Pin()
    {
        Peer[] hubs = [.. _joined.SelectMany(segment => segment.Hubs)];
        int[] room = [.. _joined.SelectMany(segment => segment.Hubs.Select(hub => RoomOf(segment, hub)))];
        int[] first = new int[_joined.Count];
        for (int i = 1; i < first.Length; i++)
        {
            first[i] = first[i - 1] + _joined[i - 1].Hubs.Count;
        }

        // By their place among all hubs by name, since numbers are sorted faster than names.
        int[] byName = [.. Enumerable.Range(0, hubs.Length)];
        Array.Sort(byName, (one, other) => string.CompareOrdinal(hubs[one].Name, hubs[other].Name));
        int[] places = new int[hubs.Length];
        for (int place = 0; place < places.Length; place++)
        {
            places[byName[place]] = place;
        }

        var links = Array.ConvertAll(hubs, _ => new List<int>());
        foreach ((int one, int other) in Pairs())
        {
            foreach (int here in _joined[one].HubsTowards(_joined[other]))
            {
                foreach (int there in _joined[other].HubsTowards(_joined[one]))
                {
                    (int from, int to) = (first[one] + here, first[other] + there);
                    if (room[from] > 0 && room[to] > 0)
                    {
                        links[from].Add(places[to]);
                        links[to].Add(places[from]);
                        room[from]--;
                        room[to]--;
                    }
                    else
                    {
                        _isFull = true;
                    }
                }
            }
        }

        for (int i = 0; i < hubs.Length; i++)
        {
            links[i].Sort();
            _links[hubs[i].Name] = links[i].ConvertAll(place => hubs[byName[place]].Member);
        }
    }

    private IEnumerable<(int One, int Other)> Pairs()
    {
        if (_joined.Count <= MostForAll)
        {
            return Enumerable.Range(0, _joined.Count).SelectMany(one => Enumerable.Range(one + 1, _joined.Count - one - 1).Select(other => (one, other)));
        }

        return NeighbourLinks.Choose(new NeighbourArguments(
            [.. _joined.Select(_ => LinksOfASegment)],
            Standing(),
            (one, other) => RttEstimate.Guess(_joined[one].Hubs[0].Place, _joined[other].Hubs[0].Place),
            (one, other) => Rendezvous.Mix(_joined[one].Hash, _joined[other].Hash)))
            .All();
    }

    private List<(int One, int Other)> Standing()
    {
        var segmentOf = _joined.SelectMany((segment, at) => segment.Hubs.Select(hub => (hub.Name, at))).ToDictionary(item => item.Name, item => item.at, StringComparer.Ordinal);
        var standing = new List<(int One, int Other)>();
        for (int one = 0; one < _joined.Count; one++)
        {
            var linked = new bool[_joined.Count];
            foreach (string name in _joined[one].Abroad)
            {
                linked[segmentOf.GetValueOrDefault(name, one)] = true;
            }

            for (int other = one + 1; other < linked.Length; other++)
            {
                if (linked[other])
                {
                    standing.Add((one, other));
                }
            }
        }

        return standing;
    }
}
