using System.Collections.Immutable;
using MeshGate.Core.Topology.Hubs;
using MeshGate.Core.Topology.Links;

namespace MeshGate.Core.Topology.Tuning;

/// <summary>Puts a node that is nearer to its segment, or less loaded, in the place of its worst hub as measurements show them.</summary>
internal static class HubTuning
{
    private const double MostLoad = 0.75;

    /// <summary>What a change of a segment's hubs is about. No node has a name like this.</summary>
    public static string About(string segment) => $"hubs of {segment}";

    /// <summary>The hubs, of which one was exchanged if measurements have spoken for that for long enough; ordered by name.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="peers">Its peers, ordered by name.</param>
    /// <param name="hubs">Its hubs as they were chosen, ordered by name.</param>
    /// <param name="mustRelay">Whether only proven relays will do.</param>
    /// <param name="tuner">Holds each change back until it is ripe.</param>
    public static List<Peer> Tune(string segment, IReadOnlyList<Peer> peers, List<Peer> hubs, bool mustRelay, Tuner tuner)
    {
        if (!tuner.IsDue || hubs.Count == 0 || peers.All(peer => peer.Node.Measurements.IsEmpty))
        {
            return hubs;
        }

        string about = About(segment);
        var rtt = new RttEstimate(peers);
        var positions = peers.Select((peer, at) => (peer, at)).ToDictionary(item => item.peer, item => item.at);
        (Peer Hub, double Cost)[] ranked = [.. hubs.Select(hub => (Hub: hub, Cost: CostOf(hub))).Where(hub => hub.Cost is not null).Select(hub => (hub.Hub, hub.Cost!.Value)).OrderByDescending(hub => hub.Value).ThenBy(hub => hub.Hub.Index)];
        if (ranked.Length == 0)
        {
            return hubs;
        }

        (Peer worst, double before) = ranked[0];
        HeldWish? held = tuner.WaitingFor(about);
        (Peer Hub, double Cost)[] better =
        [
            .. peers
                .Where(peer => peer.CanHub && (peer.CanRelay || !mustRelay) && peer.Node.IsOnline && !hubs.Contains(peer))
                .Where(peer => HubChoice.IsSpread(Exchanged(peer)) || !HubChoice.IsSpread(hubs))
                .Select(peer => (Hub: peer, Cost: CostOf(peer) ?? double.PositiveInfinity))
                .Where(option => Wish.IsWorth(before, option.Cost))
                .OrderBy(option => option.Hub.Name != held?.To)
                .ThenBy(option => option.Cost)
                .ThenBy(option => option.Hub.Index),
        ];
        ImmutableArray<Wish> ripe = tuner.Ripen(better.Take(1).Select(option => new Wish(about, worst.Name, option.Hub.Name, before - option.Cost)), Tuner.HubHold);
        return ripe.IsEmpty ? hubs : [.. Exchanged(better[0].Hub).OrderBy(hub => hub.Index)];

        IEnumerable<Peer> Exchanged(Peer option) => hubs.Where(hub => hub != worst).Append(option);

        // The mean way to whom it is known, longer by as much as it is loaded.
        double? CostOf(Peer hub)
        {
            double[] known = [.. peers.Where(peer => peer != hub).Select(peer => rtt.Known(positions[hub], positions[peer])).OfType<double>()];
            return known.Length * 2 < peers.Count - 1 || known.Length == 0 ? null : known.Average() / (1 - Math.Clamp(hub.Node.Load ?? 0, 0, MostLoad));
        }
    }
}
