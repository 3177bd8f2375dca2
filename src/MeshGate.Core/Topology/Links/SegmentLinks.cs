using MeshGate.Core.Topology.Tuning;

namespace MeshGate.Core.Topology.Links;

/// <summary>Pins the peers of one segment to each other.</summary>
internal static class SegmentLinks
{
    /// <summary>Everybody to everybody.</summary>
    public static void PinAll(IReadOnlyList<Peer> peers, LinkSet pinned)
    {
        for (int i = 0; i < peers.Count; i++)
        {
            for (int j = i + 1; j < peers.Count; j++)
            {
                pinned.Add(peers[i].Index, peers[j].Index);
            }
        }
    }

    /// <summary>Everybody to those it is below.</summary>
    public static void PinAbove(Dictionary<Peer, List<Peer>> above, LinkSet pinned)
    {
        foreach ((Peer node, List<Peer> hubs) in above)
        {
            foreach (Peer hub in hubs.Take(node.Cap))
            {
                pinned.Add(node.Index, hub.Index);
            }
        }
    }

    /// <summary>
    /// Everybody to everybody while that breaks nobody's bound; beyond it everybody to two hubs, and besides to near and
    /// drawn neighbours, which hold the segment together without any hub.
    /// </summary>
    /// <returns>Whether the links rest on whom peers were told of, beyond whom they are pinned to.</returns>
    public static bool PinHybrid(IReadOnlyList<Peer> peers, IReadOnlyList<Peer> hubs, LinkSet pinned, Tuner tuner)
    {
        if (peers.Count - 1 <= peers.Min(peer => peer.Cap))
        {
            PinAll(peers, pinned);
            return false;
        }

        List<Peer> others = [.. peers.Except(hubs)];
        PinAll(hubs, pinned);
        PinAbove(HubLinks.ForAll(others, hubs, []), pinned);
        var rtt = new RttEstimate(others);
        List<(int One, int Other)> standing = Standing(others, out bool restsOnMembers);
        LinkSet neighbours = NeighbourLinks.Choose(new NeighbourArguments(
            [.. others.Select(peer => Math.Max(peer.Cap - pinned.DegreeOf(peer.Index), 0))],
            standing,
            rtt.Between,
            (one, other) => Rendezvous.Mix(others[one].Hash, others[other].Hash))
        {
            Tune = tuner.IsDue ? (links, rooms) => NeighbourTuning.Tune(others, links, rooms, rtt, tuner) : null,
        });
        foreach ((int one, int other) in neighbours.All())
        {
            pinned.Add(others[one].Index, others[other].Index);
        }

        return restsOnMembers;
    }

    /// <summary>
    /// The links in force between peers, by position: those that both ends were told of, or one, while the other was not told of it at
    /// all: its orders are still on their way. What only one end has and the other could know is no link; somebody wrote it.
    /// </summary>
    private static List<(int One, int Other)> Standing(List<Peer> peers, out bool restsOnMembers)
    {
        var positions = peers.Select((peer, at) => (peer.Name, at)).ToDictionary(item => item.Name, item => item.at, StringComparer.Ordinal);
        int count = peers.Count;
        var told = new HashSet<int>(count * NeighbourLinks.Wanted * 2);
        for (int from = 0; from < count; from++)
        {
            foreach (string name in peers[from].Before is { } before ? before.Pinned : [])
            {
                if (positions.TryGetValue(name, out int to) && to != from)
                {
                    told.Add((from * count) + to);
                }
            }
        }

        restsOnMembers = false;
        var standing = new List<int>(told.Count);
        foreach (int link in told)
        {
            (int from, int to) = (link / count, link % count);
            bool isMutual = told.Contains((to * count) + from);
            restsOnMembers |= !isMutual;
            if (isMutual ? from < to : !Knows(peers[to], peers[from]))
            {
                standing.Add((Math.Min(from, to) * count) + Math.Max(from, to));
            }
        }

        standing.Sort();
        return standing.ConvertAll(link => (link / count, link % count));
    }

    private static bool Knows(Peer peer, Peer other) => peer.Before?.Members.Any(member => member.Name == other.Name) ?? false;
}
