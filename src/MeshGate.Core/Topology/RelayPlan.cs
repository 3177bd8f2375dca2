using System.Collections.Immutable;

namespace MeshGate.Core.Topology;

/// <summary>
/// Who relays for whom. In FullMesh and Hybrid a node has relays of its segment, those of its region first; where there are too few, hubs of others that
/// relay too. In HubSpoke and Tree it has the hubs that it is below, the nearest first.
/// </summary>
internal sealed class RelayPlan
{
    private const int MostAbove = 4;

    private readonly List<RelayChoice.Option> _ofHubs;

    /// <summary>Collects the relays that serve every segment.</summary>
    /// <param name="segments">The segments as they are planned.</param>
    public RelayPlan(IEnumerable<SegmentOutline> segments) => _ofHubs = Options(segments.SelectMany(segment => segment.Hubs));

    /// <summary>Whether nobody of a segment, or of any other, has other relays than by another plan, as long as the segments are the same.</summary>
    public bool IsAlike(RelayPlan other) => _ofHubs.SequenceEqual(other._ofHubs);

    /// <summary>Whether nodes of a segment can need relays of others.</summary>
    public static bool NeedsOthers(SegmentOutline segment) => segment.Relays.Count(option => option.Relay.TakesWork) <= RelayChoice.PerNode;

    /// <summary>The relays of a node, best first.</summary>
    /// <param name="node">The node.</param>
    /// <param name="segment">Its segment.</param>
    /// <param name="peer">The node among the peers; null while it is none.</param>
    public ImmutableArray<PlanMember> For(NodeEntry node, SegmentOutline segment, Peer? peer)
    {
        if (peer is not null && segment.Type is TopologyType.HubSpoke or TopologyType.Tree)
        {
            return [.. Above(peer!, segment).OrderByDescending(hub => hub.Node.IsOnline).Take(MostAbove).Select(hub => hub.Member)];
        }

        NodePreference preference = NodePreference.Of(node.Node, node.Examined.Hash, (node.Before is null ? [] : node.Before.Relays).Select(relay => relay.Name));
        ImmutableArray<PlanMember> own = RelayChoice.For(node.Name, preference, node.Node.Place, segment.Relays);
        return own.Length >= RelayChoice.PerNode || _ofHubs.Count == 0
            ? own
            : [.. own, .. RelayChoice.For(node.Name, preference, node.Node.Place, _ofHubs).Except(own).Take(RelayChoice.PerNode - own.Length)];
    }

    private static IEnumerable<Peer> Above(Peer peer, SegmentOutline segment)
    {
        List<Peer> parents = segment.Above.GetValueOrDefault(peer) ?? [];
        return parents.Count == 0
            ? segment.Hubs.Where(hub => hub != peer)
            : parents.Concat(parents.SelectMany(parent => segment.Above.GetValueOrDefault(parent) ?? [])).Distinct();
    }

    /// <summary>Those of peers that may relay.</summary>
    public static List<RelayChoice.Option> Options(IEnumerable<Peer> peers)
        => [.. peers.Where(peer => peer.Node.Relay is not null).Select(peer => new RelayChoice.Option(peer.Member, peer.Node.Relay!, peer.Node.IsOnline) { Place = peer.Place, Hash = peer.Hash, LoadClass = peer.Entry.LoadClass })];
}
