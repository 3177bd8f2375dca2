namespace MeshGate.Lab.Operations;

/// <summary>What one operation does.</summary>
public enum OperationKind
{
    /// <summary>A ping through the mesh, repeated until it is answered.</summary>
    Ping,

    /// <summary>A TCP transfer of random bytes through the mesh.</summary>
    Transfer,

    /// <summary>A machine's daemon is asked how it stands.</summary>
    Lookup,

    /// <summary>A MeshRoute between two machines is made, becomes active, and is deleted.</summary>
    RouteChange,
}
