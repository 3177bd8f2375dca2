using MeshGate.Core.Topology.Hubs;
using MeshGate.Core.Topology.Links;
using MeshGate.Core.Topology.Segments;
using MeshGate.Core.Topology.Tuning;

namespace MeshGate.Core.Topology;

/// <summary>Plans one segment by itself: its form, its hubs, and who is pinned to whom.</summary>
internal static class SegmentPlanner
{
    private const int NodesPerHub = 50;
    private const int NodesPerTreeHub = 20;

    /// <summary>Plans a segment.</summary>
    /// <param name="name">The segment.</param>
    /// <param name="peers">Its peers, ordered by name; at least one.</param>
    /// <param name="tuner">Weighs what was measured.</param>
    public static SegmentOutline Plan(string name, IReadOnlyList<Peer> peers, Tuner tuner)
    {
        var pinned = new LinkSet(peers.Count);
        TopologyType type = SegmentForm.OfMost([.. peers.Select(peer => peer.Entry)]).Type;
        if (peers.Count > TopologyPlanner.MaxMembers)
        {
            type = TopologyType.Hybrid;
        }

        bool mustRelay = type is TopologyType.HubSpoke or TopologyType.Tree;
        List<Peer> hubs = Hubs(mustRelay, type == TopologyType.Tree ? NodesPerTreeHub : NodesPerHub);
        if (mustRelay && hubs.Count == 0)
        {
            // Nobody can carry what spokes say to each other: until a hub can, they speak themselves.
            type = TopologyType.Hybrid;
            hubs = Hubs(mustRelay: false, NodesPerHub);
        }

        Dictionary<Peer, List<Peer>> above = type switch
        {
            TopologyType.HubSpoke => HubLinks.ForAll(peers.Except(hubs), hubs, []),
            TopologyType.Tree => HubTree.Build(name, peers, hubs),
            _ => [],
        };
        bool restsOnMembers = false;
        switch (type)
        {
            case TopologyType.FullMesh:
                SegmentLinks.PinAll(peers, pinned);
                break;
            case TopologyType.HubSpoke:
                SegmentLinks.PinAll(hubs, pinned);
                SegmentLinks.PinAbove(above, pinned);
                break;
            case TopologyType.Tree:
                SegmentLinks.PinAll([.. hubs.Where(hub => above[hub].Count == 0)], pinned);
                SegmentLinks.PinAbove(above, pinned);
                break;
            default:
                restsOnMembers = SegmentLinks.PinHybrid(peers, hubs, pinned, tuner);
                break;
        }

        return new SegmentOutline(name, type, peers, hubs, above, pinned) { RestsOnMembers = restsOnMembers };

        List<Peer> Hubs(bool mustRelay, int nodesPerHub) => HubTuning.Tune(name, peers, HubChoice.Choose(name, peers, mustRelay, nodesPerHub), mustRelay, tuner);
    }
}
