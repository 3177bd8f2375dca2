using System.Collections.Immutable;
using MeshGate.Core.Topology.Links;

namespace MeshGate.Core.Topology.Tuning;

/// <summary>
/// Gives nodes nearer neighbours as measurements show them. A node's two farthest links stay, since they keep the ways through the
/// segment short; of the others it gives up the farthest that leaves its peer enough for a nearer one, or takes a few more.
/// </summary>
internal static class NeighbourTuning
{
    private const int KeptFar = 2;
    private const int MostLinks = 12;

    /// <summary>Changes the links that measurements have spoken against for long enough.</summary>
    /// <param name="peers">The peers of the segment that are no hubs, by position.</param>
    /// <param name="links">Their links.</param>
    /// <param name="rooms">The most links of each.</param>
    /// <param name="rtt">What links cost.</param>
    /// <param name="tuner">Holds each change back until it is ripe.</param>
    /// <returns>Whether any was changed.</returns>
    public static bool Tune(IReadOnlyList<Peer> peers, LinkSet links, IReadOnlyList<int> rooms, RttEstimate rtt, Tuner tuner)
    {
        if (peers.All(peer => peer.Node.Measurements.IsEmpty))
        {
            return false;
        }

        var positions = peers.Select((peer, at) => (peer.Name, at)).ToDictionary(item => item.Name, item => item.at, StringComparer.Ordinal);
        ImmutableArray<Wish> ripe = tuner.Ripen(Enumerable.Range(0, peers.Count).Select(WishOf).OfType<Wish>(), Tuner.LinkHold);
        bool isChanged = false;
        foreach (Wish wish in ripe)
        {
            // One change can take the room that the next needs.
            int node = positions[wish.About];
            if (wish.From.Length > 0 ? Spares(positions[wish.From]) && HasRoom(positions[wish.To]) : HasRoom(node) && HasRoom(positions[wish.To]))
            {
                if (wish.From.Length > 0)
                {
                    links.Remove(node, positions[wish.From]);
                }

                links.Add(node, positions[wish.To]);
                isChanged = true;
            }
        }

        return isChanged;

        bool HasRoom(int node) => links.DegreeOf(node) < rooms[node];

        bool Spares(int node) => links.DegreeOf(node) > Math.Min(NeighbourLinks.Wanted, rooms[node]);

        Wish? WishOf(int node)
        {
            (int Peer, double Cost)[] near = [.. links.Of(node).Select(peer => (Peer: peer, Cost: rtt.Between(node, peer))).OrderByDescending(link => link.Cost).ThenBy(link => link.Peer).Skip(KeptFar)];
            if (near.Length == 0)
            {
                return null;
            }

            // A link is given up for one that was measured. What is only estimated is tried beside the links that there are: were it
            // taken instead and turned out far, it would be given up in turn, and so for ever.
            int spared = Array.FindIndex(near, link => Spares(link.Peer));
            return (spared < 0 ? null : WishFor(near[spared].Peer, near[spared].Cost, rtt.Measured))
                ?? (links.DegreeOf(node) < Math.Min(MostLinks, rooms[node]) ? WishFor(null, near[0].Cost, rtt.Known) : null);

            Wish? WishFor(int? from, double before, Func<int, int, double?> costBetween)
            {
                string given = from is { } peer ? peers[peer].Name : string.Empty;

                // What waits is stayed with while it is worth it, however others vie with it.
                if (tuner.WaitingFor(peers[node].Name) is { } held && held.From == given && positions.TryGetValue(held.To, out int waiting) && CostOf(waiting) is { } still && Wish.IsWorth(before, still))
                {
                    return new Wish(peers[node].Name, given, held.To, before - still);
                }

                int best = -1;
                double least = double.PositiveInfinity;
                for (int other = 0; other < peers.Count; other++)
                {
                    if (CostOf(other) is { } cost && cost < least)
                    {
                        (best, least) = (other, cost);
                    }
                }

                return best >= 0 && Wish.IsWorth(before, least) ? new Wish(peers[node].Name, given, peers[best].Name, before - least) : null;

                double? CostOf(int other) => other != node && HasRoom(other) && !links.Has(node, other) ? costBetween(node, other) : null;
            }
        }
    }
}
