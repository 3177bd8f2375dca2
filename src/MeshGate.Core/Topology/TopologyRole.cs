namespace MeshGate.Core.Topology;

/// <summary>The duty of a node in its segment.</summary>
public enum TopologyRole
{
    /// <summary>None beyond being a peer.</summary>
    Member,

    /// <summary>Joins its segment to others.</summary>
    Hub,
}
