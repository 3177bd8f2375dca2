using System.Collections.Immutable;

namespace MeshGate.Core.Topology;

/// <summary>
/// Who relays for whom. In FullMesh and Hybrid a node has relays of its segment; where there are too few, hubs of others that
/// relay too. In HubSpoke and Tree it has the hubs that it is below, the nearest first.
/// </summary>
internal sealed class RelayPlan
{
    private const int MostAbove = 4;

    private readonly Dictionary<string, List<RelayChoice.Option>> _ofSegments;
    private readonly List<RelayChoice.Option> _ofHubs;

    /// <summary>Collects the relays.</summary>
    /// <param name="segments">The segments as they are planned.</param>
    public RelayPlan(IReadOnlyCollection<SegmentOutline> segments)
    {
        _ofSegments = segments.ToDictionary(segment => segment.Name, segment => Options(segment.Peers), StringComparer.Ordinal);
        _ofHubs = Options(segments.SelectMany(segment => segment.Hubs));
    }

    /// <summary>The relays of a node, best first.</summary>
    /// <param name="name">The node.</param>
    /// <param name="segment">Its segment.</param>
    /// <param name="peer">The node among the peers; null while it is none.</param>
    public ImmutableArray<PlanMember> For(string name, SegmentOutline segment, Peer? peer)
    {
        if (peer is not null && segment.Type is TopologyType.HubSpoke or TopologyType.Tree)
        {
            return [.. Above(peer!, segment).OrderByDescending(hub => hub.Node.IsOnline).Take(MostAbove).Select(hub => hub.Member)];
        }

        ImmutableArray<PlanMember> own = RelayChoice.For(name, _ofSegments[segment.Name]);
        return own.Length >= RelayChoice.PerNode || _ofHubs.Count == 0
            ? own
            : [.. own, .. RelayChoice.For(name, _ofHubs).Except(own).Take(RelayChoice.PerNode - own.Length)];
    }

    private static IEnumerable<Peer> Above(Peer peer, SegmentOutline segment)
    {
        List<Peer> parents = segment.Above.GetValueOrDefault(peer) ?? [];
        return parents.Count == 0
            ? segment.Hubs.Where(hub => hub != peer)
            : parents.Concat(parents.SelectMany(parent => segment.Above.GetValueOrDefault(parent) ?? [])).Distinct();
    }

    private static List<RelayChoice.Option> Options(IEnumerable<Peer> peers)
        => [.. peers.Where(peer => peer.Node.Relay is not null).Select(peer => new RelayChoice.Option(peer.Member, peer.Node.Relay!, peer.Node.IsOnline) { Place = peer.Place })];
}
