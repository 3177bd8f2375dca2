using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>The operator's orders to one daemon. Carries identities and settings only, never candidates.</summary>
public sealed record MeshNodeAssignment
{
    /// <summary>Digest of everything else in the assignment but the TURN servers, whose credentials change every day, the routes, the rows of relays and the gateways; equal content has an equal revision.</summary>
    [Length(0, 128)]
    public string Revision { get; set; } = string.Empty;

    /// <summary>The segment the node belongs to, such as <c>segment-1</c>; absent before it became a peer.</summary>
    [Length(1, 63)]
    public string? Segment { get; set; }

    /// <summary>
    /// The form in force in the segment: Hybrid, FullMesh, HubSpoke or Tree. In HubSpoke and Tree a Member speaks directly to those
    /// peers alone that are pinned to it; what it says to others passes its relays, end to end encrypted.
    /// </summary>
    public TopologyType? Topology { get; set; }

    /// <summary>The node's duty in its segment: Member, or Hub, which joins its segment to others.</summary>
    public TopologyRole? Role { get; set; }

    /// <summary>
    /// The peers this node is to know, ordered by name: the others of its segment, and of a hub those hubs of other segments that it
    /// is linked to. In a segment of more than 200 nodes those alone that are pinned. At most 200.
    /// </summary>
    [Items(0, 200)]
    public IReadOnlyList<MeshMember> Members { get; set; } = [];

    /// <summary>The relays this node registers with, best first. At most 8.</summary>
    [Items(0, 8)]
    public IReadOnlyList<MeshMember>? Relays { get; set; }

    /// <summary>TURN servers with this node's credentials. At most 8.</summary>
    [Items(0, 8)]
    public IReadOnlyList<TurnServerAssignment>? TurnServers { get; set; }

    /// <summary>Names of the members whose sessions stay awake, ordered; absent where there are none. At most 200.</summary>
    [Items(0, 200)]
    [Length(1, 253)]
    public IReadOnlyList<string>? Pinned { get; set; }

    /// <summary>Whom this node may relay for; absent where it is no relay.</summary>
    public RelayService? Serves { get; set; }

    /// <summary>The MeshRoutes that begin or end at this node, ordered by the peer at the other end. At most 64.</summary>
    [Items(0, 64)]
    public IReadOnlyList<RouteOrder>? Routes { get; set; }

    /// <summary>The pairs of nodes between which this relay is one of two in a row, as MeshRoutes say, ordered by MeshRoute. At most 64.</summary>
    [Items(0, 64)]
    public IReadOnlyList<ChainOrder>? Chains { get; set; }

    /// <summary>The networks that this node reaches through gateways, ordered by MeshRoute. At most 64.</summary>
    [Items(0, 64)]
    public IReadOnlyList<GatewayOrder>? Gateways { get; set; }

    /// <summary>The networks that this node forwards to as a gateway, ordered by MeshRoute. At most 64.</summary>
    [Items(0, 64)]
    public IReadOnlyList<ForwardOrder>? Forwards { get; set; }

    /// <summary>The settings in force for this node: the mesh's own and those of the MeshPolicies that select it.</summary>
    public EffectiveSettings Settings { get; set; } = new();
}
