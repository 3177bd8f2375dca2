namespace MeshGate.Core.Topology;

/// <summary>A node that is a peer of others, as links and duties are chosen.</summary>
/// <param name="index">Its position among all peers of the mesh, by name.</param>
/// <param name="node">The node.</param>
/// <param name="member">Who it is.</param>
/// <param name="segment">Its segment.</param>
/// <param name="before">Its assignment in the plan in force, or null.</param>
internal sealed class Peer(int index, MeshNodeSnapshot node, PlanMember member, string segment, NodeAssignment? before)
{
    /// <summary>Its position among all peers of the mesh, by name.</summary>
    public int Index => index;

    /// <summary>The node.</summary>
    public MeshNodeSnapshot Node => node;

    /// <summary>Who it is.</summary>
    public PlanMember Member => member;

    /// <summary>Its segment.</summary>
    public string Segment => segment;

    /// <summary>Its assignment in the plan in force, or null.</summary>
    public NodeAssignment? Before => before;

    /// <summary>Its name.</summary>
    public string Name => Node.Name;

    /// <summary>Where it stands.</summary>
    public NodePlace Place => Node.Place;

    /// <summary>The most peers that are pinned to it, hubs aside.</summary>
    public int Cap => Node.Settings.Topology.MaxConnectionsPerNode;

    /// <summary>Evenly spread bits of its name.</summary>
    public ulong Hash { get; } = Rendezvous.Hash(node.Name);

    /// <summary>Whether it can be a hub.</summary>
    public bool CanHub => Node.Spec.Roles.Contains(NodeRole.Hub) && !Node.Drain && Node.Weight > 0;

    /// <summary>Whether it is proven that it can relay.</summary>
    public bool CanRelay => Node.Relay is { TakesWork: true };

    /// <summary>Whether it was a hub so far.</summary>
    public bool WasHub => Before?.Role == TopologyRole.Hub;
}
