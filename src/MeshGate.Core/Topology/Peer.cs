namespace MeshGate.Core.Topology;

/// <summary>A node that is a peer of others, as links and duties are chosen.</summary>
/// <param name="index">Its position among the peers of its segment, by name.</param>
/// <param name="entry">What was found of it.</param>
internal sealed class Peer(int index, NodeEntry entry)
{
    /// <summary>Its position among the peers of its segment, by name.</summary>
    public int Index => index;

    /// <summary>The node.</summary>
    public MeshNodeSnapshot Node { get; } = entry.Node;

    /// <summary>Who it is.</summary>
    public PlanMember Member { get; } = entry.Examined.Member!;

    /// <summary>What was found of it.</summary>
    public NodeEntry Entry => entry;

    /// <summary>Its assignment in the plan in force, or null.</summary>
    public NodeAssignment? Before => entry.Before;

    /// <summary>Its name.</summary>
    public string Name => Node.Name;

    /// <summary>Where it stands.</summary>
    public NodePlace Place => Node.Place;

    /// <summary>The most peers that are pinned to it, hubs aside.</summary>
    public int Cap => Node.Settings.Topology.MaxConnectionsPerNode;

    /// <summary>Evenly spread bits of its name.</summary>
    public ulong Hash { get; } = entry.Examined.Hash;

    /// <summary>Whether it can be a hub.</summary>
    public bool CanHub { get; } = entry.Node.Spec.Roles.Contains(NodeRole.Hub) && !entry.Node.Drain && entry.Node.Weight > 0;

    /// <summary>Whether it is proven that it can relay.</summary>
    public bool CanRelay => Node.Relay is { TakesWork: true };

    /// <summary>Whether it was a hub so far.</summary>
    public bool WasHub => Before?.Role == TopologyRole.Hub;
}
