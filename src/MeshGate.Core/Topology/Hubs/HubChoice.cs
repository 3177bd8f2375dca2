namespace MeshGate.Core.Topology.Hubs;

/// <summary>
/// Chooses the hubs of a segment among the nodes that may be one: those with the role, a weight, and no order to drain. A hub is
/// kept while it is online; another takes its place when it is not, and the two do not change back. At least two are wanted, such
/// that no one failure takes both.
/// </summary>
internal static class HubChoice
{
    private const int Fewest = 2;
    private const int Most = 16;

    // Round-trip times of one class are alike: below 5 ms, below 25 ms, and so on.
    private const double FirstClass = 5;
    private const double ClassRatio = 5;
    private const int UnknownClass = 2;

    /// <summary>The hubs, ordered by name; none where no node may be one.</summary>
    /// <param name="name">The segment.</param>
    /// <param name="members">Its peers, ordered by name.</param>
    /// <param name="mustRelay">Whether only proven relays will do.</param>
    /// <param name="nodesPerHub">How many nodes there are for each hub.</param>
    public static List<Peer> Choose(string name, IReadOnlyList<Peer> members, bool mustRelay, int nodesPerHub)
    {
        ulong segment = Rendezvous.Hash(name);
        List<Peer> options = [.. members.Where(peer => peer.CanHub && (peer.CanRelay || !mustRelay))];
        int wanted = Math.Clamp((members.Count + nodesPerHub - 1) / nodesPerHub, Fewest, Most);
        List<Peer> hubs = [.. Ranked(options.Where(peer => peer.WasHub && peer.Node.IsOnline), segment)];
        while (hubs.Count > wanted * 2)
        {
            // Twice as many as are wanted are too many. The last that is not needed for the spread goes.
            hubs.Remove(hubs.FindLast(hub => IsSpread(hubs.Where(other => other != hub))) ?? hubs[^1]);
        }

        while (hubs.Count < wanted && Next(options, hubs, segment) is { } next)
        {
            hubs.Add(next);
        }

        if (hubs.Count > 0 && !IsSpread(hubs) && Ranked(options.Except(hubs).Where(peer => peer.Node.IsOnline && hubs.Exists(hub => !hub.Place.SharesFate(peer.Place))), segment).FirstOrDefault() is { } elsewhere)
        {
            hubs.Add(elsewhere);
        }

        // In an order that no measurement changes.
        return [.. hubs.OrderBy(hub => hub.Index)];
    }

    private static Peer? Next(List<Peer> options, List<Peer> hubs, ulong segment)
        => Ranked(options.Except(hubs), segment)
            .OrderByDescending(peer => peer.Node.IsOnline)
            .ThenByDescending(peer => peer.WasHub)
            .ThenBy(peer => hubs.Exists(hub => hub.Place.SharesFate(peer.Place)))
            .FirstOrDefault();

    private static IOrderedEnumerable<Peer> Ranked(IEnumerable<Peer> peers, ulong segment)
        => peers
            .OrderBy(RttClass)
            .ThenByDescending(peer => Rendezvous.Score(segment, peer.Hash, peer.Node.Weight))
            .ThenBy(peer => peer.Index);

    internal static bool IsSpread(IEnumerable<Peer> hubs)
    {
        Peer[] all = [.. hubs];
        return all.Any(one => all.Any(other => other != one && !one.Place.SharesFate(other.Place)));
    }

    private static int RttClass(Peer peer)
    {
        if (peer.Node.Measurements.IsEmpty)
        {
            return UnknownClass;
        }

        double[] sorted = [.. peer.Node.Measurements.Select(measurement => measurement.RttMilliseconds).Order()];
        double median = sorted[sorted.Length / 2];
        return median < FirstClass ? 0 : 1 + (int)Math.Log(median / FirstClass, ClassRatio);
    }
}
