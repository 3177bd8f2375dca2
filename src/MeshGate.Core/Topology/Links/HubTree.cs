namespace MeshGate.Core.Topology.Links;

/// <summary>
/// Hubs in levels: two at the top, eight below them, and so on fourfold; each below two of the level above, and every other
/// node below two hubs of the lower levels. Two nodes meet at the lowest hub that both are below. Rank and place are drawn by
/// rendezvous hashing, so that they are the same however the hubs came.
/// </summary>
internal static class HubTree
{
    private const int Ratio = 4;

    /// <summary>For each node those it is below, the nearest first. The top is below nobody.</summary>
    /// <param name="name">The segment.</param>
    /// <param name="peers">Its peers.</param>
    /// <param name="hubs">Its hubs.</param>
    public static Dictionary<Peer, List<Peer>> Build(string name, IReadOnlyList<Peer> peers, IReadOnlyList<Peer> hubs)
    {
        ulong segment = Rendezvous.Hash(name);
        List<Peer> ranked = [.. hubs.OrderByDescending(hub => Rendezvous.Score(segment, hub.Hash, hub.Node.Weight)).ThenBy(hub => hub.Index)];
        var above = new Dictionary<Peer, List<Peer>>();
        List<Peer> level = HubLinks.For(segment, ranked, []);
        level.ForEach(hub => above[hub] = []);
        List<Peer> left = [.. ranked.Except(level)];
        while (left.Count > 0)
        {
            List<Peer> upper = level;
            List<Peer> higher = [.. above.Keys];
            level = [.. left.Take(upper.Count * Ratio)];
            level.ForEach(hub => above[hub] = HubLinks.For(hub.Hash, upper, higher));
            left.RemoveRange(0, level.Count);
        }

        List<Peer> lower = [.. hubs.Where(hub => above[hub].Count > 0)];
        foreach ((Peer node, List<Peer> parents) in HubLinks.ForAll(peers.Except(hubs), lower.Count >= HubLinks.PerNode ? lower : ranked, ranked))
        {
            above[node] = parents;
        }

        return above;
    }
}
