namespace MeshGate.Core.Topology.Links;

/// <summary>
/// Which hubs a node is below: two, in different zones where there are such, ranked by rendezvous hashing. So a hub that fails
/// leaves its nodes to all others alike, and one that comes takes its share and nothing else.
/// </summary>
internal static class HubLinks
{
    /// <summary>How many hubs a node is below.</summary>
    public const int PerNode = 2;

    // A hub of a large segment has room for other hubs, of its own and of other segments, beside these.
    private const int MostBelow = 128;

    /// <summary>The hubs for one node, best first.</summary>
    /// <param name="chooser">The hash of the node's name.</param>
    /// <param name="hubs">The hubs to choose from.</param>
    /// <param name="others">Where to look for one of another zone when those are all of one zone.</param>
    public static List<Peer> For(ulong chooser, IEnumerable<Peer> hubs, IEnumerable<Peer> others)
    {
        List<Peer> ranked = Ranked(hubs);
        if (ranked.Count == 0)
        {
            return ranked;
        }

        Peer first = ranked[0];
        Peer? second = ranked.Skip(1).Concat(Ranked(others)).FirstOrDefault(hub => hub != first && !hub.Place.SharesZone(first.Place)) ?? ranked.Skip(1).FirstOrDefault();
        return second is null ? [first] : [first, second];

        List<Peer> Ranked(IEnumerable<Peer> peers) => [.. peers.OrderByDescending(hub => Rendezvous.Score(chooser, hub.Hash, hub.Node.Weight)).ThenBy(hub => hub.Index)];
    }

    /// <summary>The hubs for every node of a segment that is none. A hub that too many rank first takes those that rank it highest.</summary>
    /// <param name="nodes">The nodes; no hub is among them.</param>
    /// <param name="hubs">The hubs to choose from.</param>
    /// <param name="others">Where to look for one of another zone when those are all of one zone.</param>
    public static Dictionary<Peer, List<Peer>> ForAll(IEnumerable<Peer> nodes, IReadOnlyCollection<Peer> hubs, IReadOnlyCollection<Peer> others)
    {
        var above = nodes.ToDictionary(peer => peer, peer => For(peer.Hash, hubs, others));
        var below = above.SelectMany(item => item.Value.Select((hub, rank) => (Hub: hub, Rank: rank, Node: item.Key))).GroupBy(item => item.Hub);
        foreach (var group in below.Where(group => group.Count() > MostBelow))
        {
            foreach (var beyond in group.OrderBy(item => item.Rank).ThenBy(item => Rendezvous.Mix(item.Hub.Hash, item.Node.Hash)).ThenBy(item => item.Node.Index).Skip(MostBelow))
            {
                above[beyond.Node].Remove(beyond.Hub);
            }
        }

        return above;
    }
}
