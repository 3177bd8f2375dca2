using MeshGate.Core.Policy;

namespace MeshGate.Core.Topology.Links;

/// <summary>
/// Which hubs a node is below: two, in different zones where there are such, ranked by the strategy of the node's policy (see
/// <see cref="NodePreference"/>), which by default is rendezvous hashing. So a hub that fails
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
    public static List<Peer> For(ulong chooser, IReadOnlyList<Peer> hubs, IReadOnlyList<Peer> others) => For(new NodePreference(chooser, new LoadBalancerBlock()), hubs, others);

    private static List<Peer> For(NodePreference chooser, IReadOnlyList<Peer> hubs, IReadOnlyList<Peer> others)
    {
        if (Best(chooser, hubs, null, isApart: false) is not { } first)
        {
            return [];
        }

        Peer? second = Best(chooser, hubs, first, isApart: true) ?? Best(chooser, others, first, isApart: true) ?? Best(chooser, hubs, first, isApart: false);
        return second is null ? [first] : [first, second];
    }

    private static Peer? Best(NodePreference chooser, IReadOnlyList<Peer> hubs, Peer? taken, bool isApart)
    {
        Peer? best = null;
        (double Level, double Score) highest = default;
        for (int i = 0; i < hubs.Count; i++)
        {
            Peer hub = hubs[i];
            (double, double) rank = chooser.Rank(hub.Name, hub.Hash, hub.Node.Weight, hub.Entry.LoadClass, isFirst: taken is null);
            int order = best is null ? 1 : rank.CompareTo(highest);
            if (hub != taken && (order > 0 || (order == 0 && hub.Index < best!.Index)) && !(isApart && hub.Place.SharesZone(taken!.Place)))
            {
                (best, highest) = (hub, rank);
            }
        }

        return best;
    }

    /// <summary>The hubs for every node of a segment that is none. A hub that too many rank first takes those that rank it highest.</summary>
    /// <param name="nodes">The nodes; no hub is among them.</param>
    /// <param name="hubs">The hubs to choose from.</param>
    /// <param name="others">Where to look for one of another zone when those are all of one zone.</param>
    public static Dictionary<Peer, List<Peer>> ForAll(IEnumerable<Peer> nodes, IReadOnlyList<Peer> hubs, IReadOnlyList<Peer> others)
    {
        var above = nodes.ToDictionary(peer => peer, peer => For(NodePreference.Of(peer.Node, peer.Hash, hubs.Select(hub => hub.Name).Where(name => peer.Before?.Pinned.Contains(name) == true)), hubs, others));
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
