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
    public static void PinHybrid(IReadOnlyList<Peer> peers, IReadOnlyList<Peer> hubs, LinkSet pinned)
    {
        if (peers.Count - 1 <= peers.Min(peer => peer.Cap))
        {
            PinAll(peers, pinned);
            return;
        }

        List<Peer> others = [.. peers.Except(hubs)];
        PinAll(hubs, pinned);
        PinAbove(HubLinks.ForAll(others, hubs, []), pinned);
        var rtt = new RttEstimate(others);
        LinkSet neighbours = NeighbourLinks.Choose(new NeighbourArguments(
            [.. others.Select(peer => Math.Max(peer.Cap - pinned.DegreeOf(peer.Index), 0))],
            Standing(others),
            rtt.Between,
            (one, other) => Rendezvous.Mix(others[one].Hash, others[other].Hash)));
        foreach ((int one, int other) in neighbours.All())
        {
            pinned.Add(others[one].Index, others[other].Index);
        }
    }

    /// <summary>The links in force between peers, by position: those that both ends were told of.</summary>
    private static List<(int One, int Other)> Standing(List<Peer> peers)
    {
        var positions = peers.Select((peer, at) => (peer.Name, at)).ToDictionary(item => item.Name, item => item.at, StringComparer.Ordinal);
        var told = new LinkSet(peers.Count);
        var links = new List<(int, int)>();
        for (int i = 0; i < peers.Count; i++)
        {
            foreach (string name in peers[i].Before?.Pinned ?? [])
            {
                if (!positions.TryGetValue(name, out int other) || other == i)
                {
                    continue;
                }

                if (other < i && told.Has(other, i))
                {
                    links.Add((other, i));
                }
                else if (other > i)
                {
                    told.Add(i, other);
                }
            }
        }

        return links;
    }
}
