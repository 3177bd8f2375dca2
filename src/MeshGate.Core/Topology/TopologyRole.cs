namespace MeshGate.Core.Topology;

/// <summary>The duty of a node in its segment.</summary>
public enum TopologyRole
{
    /// <summary>None beyond being a peer.</summary>
    Member,

    /// <summary>Joins its segment to others; in HubSpoke and Tree it relays for the nodes below it, too.</summary>
    Hub,
}
