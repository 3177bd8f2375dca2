using System.Collections.Immutable;
using MeshGate.Core.Topology.Links;
using MeshGate.Core.Topology.Segments;
using MeshGate.Core.Topology.Tuning;

namespace MeshGate.Core.Topology;

/// <summary>The mesh's segments and links, from which assignments are read off.</summary>
internal sealed class MeshOutline
{
    private readonly ImmutableArray<Peer> _peers;
    private readonly Dictionary<string, Peer> _byName;
    private readonly Dictionary<string, SegmentOutline> _segments;
    private readonly HashSet<Peer> _hubs;
    private readonly LinkSet _pinned;
    private readonly RelayPlan _relays;

    private MeshOutline(ImmutableArray<Peer> peers, List<SegmentOutline> segments, LinkSet pinned)
    {
        _peers = peers;
        _byName = peers.ToDictionary(peer => peer.Name, StringComparer.Ordinal);
        _segments = segments.ToDictionary(segment => segment.Name, StringComparer.Ordinal);
        _hubs = [.. segments.SelectMany(segment => segment.Hubs)];
        _pinned = pinned;
        _relays = new RelayPlan(segments);
        Plans = [.. segments.Select(segment => new SegmentPlan(segment.Name, segment.Type, [.. segment.Hubs.Select(hub => hub.Name)]))];
    }

    /// <summary>The segments, ordered by number.</summary>
    public ImmutableArray<SegmentPlan> Plans { get; }

    /// <summary>Chooses forms, hubs and links.</summary>
    /// <param name="peers">Every peer of the mesh, ordered by name.</param>
    /// <param name="tuner">Weighs what was measured.</param>
    public static MeshOutline Of(ImmutableArray<Peer> peers, Tuner tuner)
    {
        var pinned = new LinkSet(peers.Length);
        List<SegmentOutline> segments =
        [
            .. peers
                .GroupBy(peer => peer.Segment, StringComparer.Ordinal)
                .OrderBy(group => SegmentName.Parse(group.Key))
                .Select(group => SegmentPlanner.Plan(group.Key, [.. group], pinned, tuner)),
        ];
        Backbone.Pin(segments, pinned);
        return new MeshOutline(peers, segments, pinned);
    }

    /// <summary>The orders to a node that has a segment.</summary>
    /// <param name="told">What it is told in any case.</param>
    /// <param name="node">The node.</param>
    /// <param name="before">Its assignment in the plan in force, or null.</param>
    public NodeAssignment Assign(NodeAssignment told, MeshNodeSnapshot node, NodeAssignment? before)
    {
        Peer? peer = _byName.GetValueOrDefault(node.Name);
        bool isHub = peer is not null && _hubs.Contains(peer);
        int[] pinned = peer is not null ? [.. _pinned.Of(peer.Index).Order()] : StillThere(before);
        SegmentOutline? segment = _segments.GetValueOrDefault(told.Segment);
        return told with
        {
            Topology = segment?.Type ?? before?.Topology ?? TopologyType.Hybrid,
            Role = isHub ? TopologyRole.Hub : TopologyRole.Member,
            Pinned = [.. pinned.Select(index => _peers[index].Name)],
            Members = MembersOf(peer, segment, pinned),
            Relays = segment is not null && node.Settings.NatTraversal.Relay ? _relays.For(node.Name, segment, peer) : [],

            // A hub relays between its segment and others, too.
            Serves = node.Relay is { } relay ? new PlanRelayService(isHub ? string.Empty : told.Segment, relay.FirstPort, relay.LastPort) : null,
        };
    }

    private ImmutableArray<PlanMember> MembersOf(Peer? peer, SegmentOutline? segment, int[] pinned)
    {
        if (segment is not { IsListedWhole: true })
        {
            return [.. pinned.Select(index => _peers[index].Member)];
        }

        int[] elsewhere = [.. pinned.Where(index => _peers[index].Segment != segment.Name)];
        ImmutableArray<PlanMember> others = peer is null ? segment.Members : segment.Members.Remove(peer.Member, ReferenceEqualityComparer.Instance);
        return elsewhere.Length == 0 ? others : [.. others.Concat(elsewhere.Select(index => _peers[index].Member)).OrderBy(member => member.Name, StringComparer.Ordinal)];
    }

    // A node whose daemon reports no key for a while chooses nobody, and is chosen by nobody.
    private int[] StillThere(NodeAssignment? before)
        => [.. (before is null ? [] : before.Pinned).Select(name => _byName.GetValueOrDefault(name)).OfType<Peer>().Select(peer => peer.Index).Order()];
}
