namespace MeshGate.Core.Routes;

/// <summary>What is to be said about a route; the names are the reasons of its conditions.</summary>
public enum RouteVerdictReason
{
    /// <summary>It can be followed.</summary>
    Accepted,

    /// <summary>It contradicts itself, or a part of it cannot be read.</summary>
    InvalidSpec,

    /// <summary>A MeshNode that it names does not exist; it may still come.</summary>
    NodeNotFound,

    /// <summary>A MeshNode that it wants to relay lacks the role Relay.</summary>
    NotARelay,

    /// <summary>A MeshNode that it names as gateway lacks the role Gateway.</summary>
    NotAGateway,

    /// <summary>A gateway does not stand before a network that the route leads to.</summary>
    CidrNotAdvertised,

    /// <summary>A network lies in the mesh's own addresses.</summary>
    CidrInMesh,

    /// <summary>Another route speaks of the same and counts.</summary>
    RouteConflict,
}
